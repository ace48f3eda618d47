// A program against the generated clients, compiled beside them by generators.mjs and never run.
import type { components, operations } from './openapi-typescript';
import { createService, getAttendance, importChurches, listServices } from './hey-api/sdk.gen';
import type { ActionRequest, CreateService, PatchService, ServiceBody } from './hey-api/types.gen';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_ extends true>(): void => undefined;

type Schemas = components['schemas'];
same<Same<NonNullable<Schemas['CreateService']['pageSize']>, number>>();
same<Same<Schemas['ServiceBody']['rotationSeconds'], number>>();
same<Same<Schemas['ServiceBody']['revision'], number>>();
same<Same<Schemas['AttendanceBody']['seconds'], number>>();
same<Same<NonNullable<Schemas['PatchService']['startsAt']>, string>>();
same<Same<NonNullable<Schemas['ChurchChange']['externalId']>, string>>();
same<Same<operations['importChurches']['requestBody']['content']['text/csv'], string>>();
same<Same<operations['getAttendance']['responses'][200]['content']['text/csv'], string>>();
same<Same<operations['getAttendance']['responses'][200]['content']['application/json'], Schemas['AttendanceBody'][]>>();
same<Same<NonNullable<NonNullable<operations['listServices']['parameters']['query']>['limit']>, number>>();

same<Same<ServiceBody['pageSize'], number>>();
same<Same<ServiceBody['title'], string>>();
same<Same<NonNullable<PatchService['startsAt']>, string>>();

export async function sunday(): Promise<string> {
  const body: CreateService = { title: 'Sunday', startsAt: '2026-12-24T17:00:00Z', pageSize: 20 };
  const { data: service } = await createService({ body, throwOnError: true });
  const { data: report } = await importChurches({ body: 'name\nGrace\n', query: { dryRun: true }, throwOnError: true });
  const { data: list } = await listServices({ query: { limit: 10 }, throwOnError: true });
  await getAttendance({ path: { id: service.id }, throwOnError: true });
  const act: ActionRequest = { churchId: 'x', page: 1 };
  return `${service.joinUrl} ${report.errors.map(({ message }) => message).join()} ${list.items.length + service.counts.present} ${act.churchId ?? ''}`;
}
