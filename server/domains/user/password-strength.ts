import { problem, type Problem } from '../../errors.ts';
import { foldText, isLongerThan, whyUnstorable } from '../attribute/index.ts';

const MIN = 8;
const MAX = 128;

// Of those that are tried first, the ones that the other rules let through.
const COMMON = new Set(
  `1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc 3rjs1la7qe abc12345 abcd1234 aa123456 admin123 admin1234 administrator
   airone123 asdfasdf asdfghjk asdfghjkl babygirl baseball basketball butterfly changeme chocolate computer corvette
   danielle dragon123 facebook football freedom1 fuckyou1 iloveyou iloveyou1 internet jennifer jonathan letmein1
   letmein123 liverpool master123 michael1 michelle midnight mustang1 pa55word p@ssw0rd p@ssword pagoda123 passw0rd
   password password! password1 password12 password123 password1234 princess princess1 q1w2e3r4 q1w2e3r4t5 qazwsxedc
   qwer1234 qwerqwer qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop samantha secret123 spiderman starwars sunshine
   superman test1234 testtest trustno1 victoria welcome1 welcome123 whatever zaq12wsx zxcvbnm1 zxcvbnm123`.split(/\s+/),
);

/** What is wrong with a password that somebody wants to have. */
export function problemsOfPassword(password: string, username: string, path: readonly string[]): readonly Problem[] {
  const cause = whyUnstorable(password);
  if (cause !== null) return [problem('INVALID', `The password ${cause}`, path)];
  if (isLongerThan(password, MAX))
    return [problem('TOO_LONG', `The password may have at most ${MAX} characters`, path)];
  const problems: Problem[] = [];
  const told = (message: string) => problems.push(problem('INVALID', message, path));
  if (Array.from(password).length < MIN) told(`The password must have at least ${MIN} characters`);
  if (/^\d+$/.test(password)) told('The password may not consist of digits alone');
  if (COMMON.has(foldText(password))) told('Too many people have this password; choose another');
  if (foldText(password) === foldText(username)) told('The password may not be the username');
  return problems;
}
