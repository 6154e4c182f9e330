document.title = 'Start';
