export { contentHash, programsInWords, realPrograms } from "../../support/real-programs";
