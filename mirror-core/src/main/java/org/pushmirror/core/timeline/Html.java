package org.pushmirror.core.timeline;

import java.util.Locale;

/** Writes HTML. Whatever text comes from outside can neither end an element nor change the direction of writing. */
final class Html {

    /** The longest text that is shown of one message or output, in characters. */
    private static final int LONGEST = 2000;

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text;

    Html(int expectedLength) {
        text = new StringBuilder(expectedLength);
    }

    /** Adds markup. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Adds text of any content, in an element or a quoted attribute. */
    Html text(String content) {
        escape(content);
        return this;
    }

    /** Adds an element with a class and text of any content. */
    Html element(String name, String cssClass, String content) {
        text.append('<').append(name).append(" class=\"").append(cssClass).append("\" dir=\"auto\">");
        escape(content);
        text.append("</").append(name).append('>');
        return this;
    }

    /** Adds a share of the width as a CSS length. */
    Html percent(double share) {
        String number = String.format(Locale.ROOT, "%.3f", share * 100);
        text.append(number.indexOf('.') < 0 ? number : number.replaceAll("\\.?0+$", ""))
                .append('%');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void escape(String content) {
        String shown = content.length() <= LONGEST ? content : content.substring(0, LONGEST) + " …";
        shown.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> {
                    if (isHarmful(c)) {
                        text.append(REPLACEMENT);
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
    }

    /** Control characters, halves of characters, and marks that turn the direction of what follows. */
    private static boolean isHarmful(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t'
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }
}
