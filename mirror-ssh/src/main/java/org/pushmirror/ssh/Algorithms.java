package org.pushmirror.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A kind of ssh algorithms: which are offered, in which order, and what a list of ssh_config makes of that. */
enum Algorithms {
    /** The cheapest that everybody has comes first; what is exchanged here needs no more. */
    KEY_EXCHANGES(
            "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
                    + "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,"
                    + "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256",
            "mlkem768x25519-sha256,mlkem768nistp256-sha256,mlkem1024nistp384-sha384,"
                    + "diffie-hellman-group14-sha1,diffie-hellman-group1-sha1,diffie-hellman-group-exchange-sha1"),
    /** Certificates of hosts are not supported. */
    HOST_KEYS(
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256",
            "ssh-rsa");

    private final List<String> offered;
    private final Set<String> known;

    Algorithms(String offered, String onRequest) {
        this.offered = List.of(offered.split(","));
        this.known = new LinkedHashSet<>(this.offered);
        this.known.addAll(List.of(onRequest.split(",")));
    }

    /** What is offered unless something else is asked for. */
    String defaults() {
        return String.join(",", offered);
    }

    /**
     * What a list makes of it.
     *
     * @throws IllegalArgumentException if nothing is left
     */
    String changedBy(String list) {
        char first = list.isEmpty() ? ' ' : list.charAt(0);
        boolean change = first == '+' || first == '-' || first == '^';
        List<String> named = List.of((change ? list.substring(1) : list).split(","));
        List<String> result = new ArrayList<>();
        switch (first) {
            case '-' ->
                offered.stream()
                        .filter(name -> named.stream().noneMatch(pattern -> matches(pattern, name)))
                        .forEach(result::add);
            case '+' -> {
                result.addAll(offered);
                result.addAll(named);
            }
            case '^' -> {
                result.addAll(named);
                result.addAll(offered);
            }
            default -> result.addAll(named);
        }
        List<String> usable = result.stream().filter(known::contains).distinct().toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(
                    "Of the algorithms \"" + list + "\" none is known here; take some of " + defaults() + ".");
        }
        return String.join(",", usable);
    }

    /** Those of a list that are not offered by default, because not every Java has them. */
    String optionalOf(String list) {
        return Arrays.stream(list.split(","))
                .filter(name -> !offered.contains(name))
                .collect(Collectors.joining(","));
    }

    /** A list that removes algorithms may have wildcards. */
    private static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return name.matches(regex.toString());
    }
}
