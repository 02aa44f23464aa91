import { addDays, ageOn, daysBefore } from '../calendar';
import type { Story } from './story';
import { enrol, immunise, register, review } from './routine';

/** Most families: registered, immunised, at school, and nothing else to tell. */
export const ordinary: Story = {
  name: 'ordinary',
  weight: 0,
  wish: (random) => ({
    ages: Array.from({ length: random.whole(1, 3) }, () => random.whole(0, 16)).sort((a, b) => b - a),
    father: random.chance(0.7),
  }),
  tell({ children, mother, random, today }, facts) {
    register(facts, mother, random);
    for (const child of children) {
      register(facts, child, random);
      immunise(facts, child, today, 1);
      review(facts, child, today);
      if (child.dateOfBirth && ageOn(child.dateOfBirth, today) >= 4)
        enrol(facts, child, random, today, { absence: random.whole(0, 7) });
      if (random.chance(0.15)) {
        const day = daysBefore(today, random.whole(30, 700));
        if (child.dateOfBirth && day > addDays(child.dateOfBirth, 10)) {
          facts.health.push({
            kind: 'attendance',
            key: `${child.id}-ED1`,
            person: child.id,
            data: {
              setting: 'EMERGENCY_DEPARTMENT',
              unscheduled: true,
              at: `${day}T16:00:00.000Z`,
              reason: { display: random.pick(['Fever', 'Sprained ankle', 'Cut to hand', 'Croup']) },
            },
          });
        }
      }
    }
  },
};
