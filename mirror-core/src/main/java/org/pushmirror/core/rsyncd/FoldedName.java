package org.pushmirror.core.rsyncd;

/** Names of parameters and modules as rsync compares them: without case and white space. Bytes beyond ASCII have no case. */
final class FoldedName {

    private FoldedName() {}

    static String of(String name) {
        int plain = 0;
        while (plain < name.length()
                && name.charAt(plain) > ' '
                && !(name.charAt(plain) >= 'A' && name.charAt(plain) <= 'Z')) {
            plain++;
        }
        if (plain == name.length()) {
            return name;
        }
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!RsyncdGrammar.isSpace(c)) {
                key.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
            }
        }
        return key.toString();
    }
}
