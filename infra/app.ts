import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { readSettings } from './settings.ts'
import { GatepassStack } from './stack.ts'

const app = new App()
new GatepassStack(app, 'Gatepass', readSettings(app.node))
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
