import { inLab, prepared } from "./lab";

/** Whether the lab has a real Mesos and Marathon; stand-ins elect no leader and run no tasks. */
export const realPrograms = inLab && prepared().programs !== "stand-ins";
