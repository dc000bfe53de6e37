import * as z from 'zod'

/** Switches, restrictions or options by name, on or off. */
export const Choices = z
  .record(z.string().max(200), z.boolean())
  .refine((choices) => Object.keys(choices).length > 0, 'name at least one')
export const Preview = z.strictObject({ preview: z.enum(['true', 'false']).optional() })
