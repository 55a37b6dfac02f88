package io.kairoute.router.signal;

/** The case of what is compared in capitals: regions and channels. Of contacts' {@link NormalizedText} does the same. */
public final class AsciiCase {
    private AsciiCase() {}

    /** Raises the letters a to z; what is none of them stays, so that no text becomes longer or another word. */
    public static String upper(final String text) {
        final char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] >= 'a' && characters[i] <= 'z') {
                characters[i] = (char) (characters[i] - ('a' - 'A'));
            }
        }
        return new String(characters);
    }
}
