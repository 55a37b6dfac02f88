// @ts-check
/** The calls that the console makes: method, path and the role that it takes. A test holds them equal to the API. */

/** @typedef {{verb: 'GET' | 'POST', path: string, role: string}} Call */

/** @type {Record<string, Call>} */
export const CALLS = {
  GetCaller: { verb: 'GET', path: '/v1/caller', role: '' },
  GetNode: { verb: 'GET', path: '/v1/tenants/{tenant}/node', role: 'viewer' },
  GetRates: { verb: 'POST', path: '/v1/tenants/{tenant}/rates:get', role: 'viewer' },
  DeclareLiveOccasion: { verb: 'POST', path: '/v1/tenants/{tenant}/liveOccasions', role: 'operator' },
  PreviewLiveOccasion: { verb: 'POST', path: '/v1/tenants/{tenant}/liveOccasions:preview', role: 'viewer' },
  ExtendLiveOccasion: { verb: 'POST', path: '/v1/tenants/{tenant}/liveOccasions/{id}:extend', role: 'operator' },
  ResolveLiveOccasion: { verb: 'POST', path: '/v1/tenants/{tenant}/liveOccasions/{id}:resolve', role: 'operator' },
  ListLiveOccasions: { verb: 'GET', path: '/v1/tenants/{tenant}/liveOccasions', role: 'viewer' },
  OverrideQueue: { verb: 'POST', path: '/v1/tenants/{tenant}/queues/{queue}:override', role: 'operator' },
  ClearQueueOverride: { verb: 'POST', path: '/v1/tenants/{tenant}/queues/{queue}:clear', role: 'operator' },
  ListQueues: { verb: 'GET', path: '/v1/tenants/{tenant}/queues', role: 'viewer' },
  SetSwitch: { verb: 'POST', path: '/v1/tenants/{tenant}/switches/{switch}:set', role: 'operator' },
  ListSwitches: { verb: 'GET', path: '/v1/tenants/{tenant}/switches', role: 'viewer' },
  ListDrafts: { verb: 'GET', path: '/v1/tenants/{tenant}/drafts', role: 'viewer' },
  GetTableNames: { verb: 'GET', path: '/v1/tenants/{tenant}/tableNames', role: 'viewer' },
  GetPublication: { verb: 'GET', path: '/v1/tenants/{tenant}/publication', role: 'viewer' },
  TryContact: { verb: 'POST', path: '/v1/tenants/{tenant}/tables/{table}:try', role: 'viewer' },
  ListDecisions: { verb: 'POST', path: '/v1/tenants/{tenant}/decisions:list', role: 'viewer' },
  TryDecision: { verb: 'POST', path: '/v1/tenants/{tenant}/decisions/{decision_id}:try', role: 'viewer' },
  ExplainDecision: { verb: 'GET', path: '/v1/tenants/{tenant}/decisions/{decision_id}:explain', role: 'viewer' },
  ListAuditEntries: { verb: 'GET', path: '/v1/tenants/{tenant}/auditEntries', role: 'viewer' },
  VerifyAudit: { verb: 'GET', path: '/v1/tenants/{tenant}/auditVerification', role: 'viewer' },
  SaveNote: { verb: 'POST', path: '/v1/tenants/{tenant}/notes', role: 'operator' },
  GetNote: { verb: 'GET', path: '/v1/tenants/{tenant}/notes/{note}', role: 'viewer' },
  ListNotes: { verb: 'GET', path: '/v1/tenants/{tenant}/notes', role: 'viewer' },
};
