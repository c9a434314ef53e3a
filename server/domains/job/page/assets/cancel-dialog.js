/** Asks before a job is cancelled. Escape keeps it; the browser gives the focus back to where it was. */
export function makeConfirmCancel(dialog) {
  const what = dialog.querySelector('p');
  let answer = () => {};
  for (const button of dialog.querySelectorAll('button')) {
    button.addEventListener('click', () => dialog.close(button.value));
  }
  dialog.addEventListener('close', () => {
    // Told a moment later, when it may be open again for the next question.
    if (!dialog.open) answer(dialog.returnValue === 'cancel');
  });
  return (name, isWaiting) => {
    answer(false);
    what.textContent = isWaiting
      ? `${name} waits. It will not begin, unless somebody runs it again.`
      : `${name} stops where it is. What it has written so far stays.`;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => {
      answer = resolve;
    });
  };
}
