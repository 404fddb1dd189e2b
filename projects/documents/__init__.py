"""What is inside a received file: facts, previews and marks, made in a confined process. Plain Python."""
