import { type ComponentType, lazy } from 'react'

/** A part of a page whose code is loaded when it is first shown; `Suspense` stands around it. */
export const later = <Props>(load: () => Promise<ComponentType<Props>>) => lazy(async () => ({ default: await load() }))
