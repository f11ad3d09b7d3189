import { inLab, prepared } from "./lab";

/** Whether a real Mesos and a real Marathon run in this lab; stand-ins elect no leader and run no task. */
export const realPrograms = inLab && prepared().programs !== "stand-ins";
