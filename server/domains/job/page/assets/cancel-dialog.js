/** Asks before a job is cancelled. Escape keeps it; the browser gives the focus back to where it was. */
export function makeConfirmCancel(dialog) {
  const what = dialog.querySelector('p');
  for (const button of dialog.querySelectorAll('button')) {
    button.addEventListener('click', () => dialog.close(button.value));
  }
  return (name) => {
    what.textContent = `${name} stops where it is. What it has written so far stays.`;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'cancel'), { once: true });
    });
  };
}
