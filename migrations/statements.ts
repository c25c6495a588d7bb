/**
 * Splits a migration's SQL text into single statements: both drivers take one at a time.
 * A statement ends at a semicolon at the end of a line whose next line starts at the left margin (or at
 * the end of the text); bodies of functions are indented and so stay whole.
 */
export function statements(text: string): string[] {
	return text
		.split(/;[ \t]*\n(?=\S|\n|$)/)
		.map((part) => part.trim())
		.filter((part) => part !== '' && part !== ';');
}
