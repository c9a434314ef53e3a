import type { DemoEntity } from '../entry.ts';
import { anyEntry, dateOfDay, TODAY } from '../entry.ts';

const SUBJECTS = ['Wartung', 'Support', '保守契約', 'Colocation', 'Énergie', 'Lizenzen', 'Transit', '回線'] as const;

export const contract: DemoEntity = {
  key: 'contract',
  name: 'Contract',
  note: 'What was agreed with a vendor',
  isToplevel: true,
  itemNamePattern: '^C-\\d{5} ',
  attrs: [
    { name: 'vendor', type: 'OBJECT', referral: ['vendor'], isMandatory: true, displayAttr: 'website' },
    { name: 'begins', type: 'DATE', isMandatory: true },
    { name: 'ends', type: 'DATE' },
    { name: 'monthly fee', type: 'NUMBER', isSummarized: true },
    { name: 'renews itself', type: 'BOOLEAN', defaultValue: true },
    { name: 'documents', type: 'ARRAY_STRING' },
    { name: 'approved by', type: 'ARRAY_ROLE' },
  ],
  makeEntry(seed) {
    const { index, random } = seed;
    const begins = random.between(0, TODAY);
    const documents = random.between(0, 3);
    return {
      name: `C-${String(10_000 + index)} ${random.pick(SUBJECTS)}`,
      attrs: {
        vendor: anyEntry('vendor', seed),
        begins: dateOfDay(begins),
        ...(random.chance(0.7) ? { ends: dateOfDay(begins + 365 * random.between(1, 5)) } : {}),
        'monthly fee': random.between(20, 9000) / 2,
        ...(random.chance(0.2) ? { 'renews itself': false } : {}),
        documents: Array.from(
          { length: documents },
          (_, at) => `https://files.example/contracts/${index}-${at + 1}.pdf`,
        ),
        'approved by': [{ ref: 'role', index: 3 }, ...(random.chance(0.2) ? [{ ref: 'role', index: 1 } as const] : [])],
      },
    };
  },
};
