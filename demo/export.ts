import type { Borough } from './borough';
import { educationFiles } from './formats/education-files';
import type { DemoFile } from './formats/file';
import { healthFiles } from './formats/health-file';
import { policeFiles } from './formats/police-file';
import { socialCareFiles } from './formats/social-care-files';
import { heldBy } from './held';

/** Every file the borough's agencies would export, grouped as they are published: one group for each agency and format. */
export function exportBorough(borough: Borough): DemoFile[][] {
  const files = [
    ...policeFiles(borough, heldBy('police', borough)),
    ...healthFiles(borough, heldBy('health', borough)),
    ...educationFiles(borough, heldBy('education', borough)),
    ...socialCareFiles(borough, heldBy('socialCare', borough)),
  ];
  const groups = new Map<string, DemoFile[]>();
  for (const file of files) {
    const group = `${file.agency} ${file.format}`;
    groups.set(group, [...(groups.get(group) ?? []), file]);
  }
  return [...groups.values()];
}
