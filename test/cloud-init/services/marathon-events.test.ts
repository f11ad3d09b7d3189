import { readProgram } from "../../../cloud-init/document/scripts";

// The defaults of `eventType` in src/main/scala/mesosphere/marathon/core/event/Events.scala, Marathon's releases/1.11.
const events = [
  "add_health_check_event",
  "api_post_event",
  "app_terminated_event",
  "deployment_failed",
  "deployment_info",
  "deployment_step_failure",
  "deployment_step_success",
  "deployment_success",
  "event_stream_attached",
  "event_stream_detached",
  "failed_health_check_event",
  "framework_message_event",
  "group_change_failed",
  "group_change_success",
  "health_status_changed_event",
  "instance_changed_event",
  "instance_health_changed_event",
  "remove_health_check_event",
  "scheduler_disconnected_event",
  "scheduler_registered_event",
  "scheduler_reregistered_event",
  "status_update_event",
  "subscribe_event",
  "unhealthy_instance_kill_event",
  "unknown_instance_terminated_event",
  "unsubscribe_event",
];

test("the router waits for events that Marathon has", () => {
  const [, list = ""] = /^EVENTS = \[(.*?)\]/ms.exec(readProgram("routes.py"))!;
  const awaited = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name!);
  expect(awaited).toContain("unhealthy_instance_kill_event");
  expect(awaited.filter((name) => !events.includes(name))).toEqual([]);
});
