/** The floor: what Node itself takes to start and to answer. */
export const handler = async () => ({})
