package org.pushmirror.core.sshconfig;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keywords of ssh_config that are read here. */
enum SshKeyword {
    HOST,
    MATCH,
    INCLUDE,
    IGNORE_UNKNOWN,
    HOST_NAME,
    PORT,
    USER,
    IDENTITY_FILE,
    PROXY_JUMP,
    PROXY_COMMAND,
    CONNECT_TIMEOUT,
    CONNECTION_ATTEMPTS,
    USER_KNOWN_HOSTS_FILE,
    GLOBAL_KNOWN_HOSTS_FILE,
    STRICT_HOST_KEY_CHECKING,
    HOST_KEY_ALIAS,
    IDENTITIES_ONLY,
    BATCH_MODE,
    PREFERRED_AUTHENTICATIONS,
    KEX_ALGORITHMS,
    HOST_KEY_ALGORITHMS,
    SERVER_ALIVE_INTERVAL,
    SERVER_ALIVE_COUNT_MAX,
    UPDATE_HOST_KEYS,
    ADDRESS_FAMILY;

    /** What ssh knows, too: a line with one of these is taken, and says nothing here. */
    private static final Set<String> OTHERS =
            Set.copyOf(List.of(("addkeystoagent afstokenpassing bindaddress bindinterface"
                            + " canonicaldomains canonicalizefallbacklocal canonicalizehostname canonicalizemaxdots"
                            + " canonicalizepermittedcnames casignaturealgorithms certificatefile challengeresponseauthentication"
                            + " channeltimeout checkhostip cipher ciphers clearallforwardings compression compressionlevel"
                            + " controlmaster controlpath controlpersist dsaauthentication dynamicforward enableescapecommandline"
                            + " enablesshkeysign escapechar exitonforwardfailure fallbacktorsh fingerprinthash"
                            + " forkafterauthentication forwardagent forwardx11 forwardx11timeout forwardx11trusted gatewayports"
                            + " globalknownhostsfile2 gssapiauthentication gssapiclientidentity gssapidelegatecredentials"
                            + " gssapikexalgorithms gssapikeyexchange gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns"
                            + " hashknownhosts hostbasedacceptedalgorithms hostbasedauthentication hostbasedkeytypes identityagent"
                            + " ipqos kbdinteractiveauthentication kbdinteractivedevices keepalive kerberosauthentication"
                            + " kerberostgtpassing knownhostscommand localcommand localforward loglevel logverbose macs"
                            + " nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming"
                            + " passwordauthentication permitlocalcommand permitremoteopen pkcs11provider protocol proxyusefdpass"
                            + " pubkeyacceptedalgorithms pubkeyacceptedkeytypes pubkeyauthentication refuseconnection rekeylimit"
                            + " remotecommand remoteforward requesttty requiredrsasize revokedhostkeys rhostsauthentication"
                            + " rhostsrsaauthentication rsaauthentication securitykeyprovider sendenv sessiontype setenv"
                            + " skeyauthentication smartcarddevice stdinnull streamlocalbindmask streamlocalbindunlink"
                            + " syslogfacility tag tcpkeepalive tisauthentication tunnel tunneldevice useprivilegedport"
                            + " userknownhostsfile2 useroaming usersh verifyhostkeydns versionaddendum visualhostkey warnweakcrypto"
                            + " xauthlocation")
                    .split(" ")));

    /** Those of the others that decide whom ssh talks to, or whether it believes him. */
    private static final Set<String> WEIGHTY = Set.of(
            "canonicalizehostname",
            "certificatefile",
            "bindaddress",
            "bindinterface",
            "identityagent",
            "knownhostscommand",
            "nohostauthenticationforlocalhost",
            "pkcs11provider",
            "refuseconnection",
            "requiredrsasize",
            "revokedhostkeys",
            "verifyhostkeydns");

    private final String word = name().replace("_", "").toLowerCase(Locale.ROOT);

    /** The keyword as {@code ssh -G} prints it. */
    String word() {
        return word;
    }

    static Optional<SshKeyword> of(String lowerCaseWord) {
        String name = lowerCaseWord.equals("identityfile2") ? "identityfile" : lowerCaseWord;
        return Arrays.stream(values())
                .filter(keyword -> keyword.word.equals(name))
                .findFirst();
    }

    static boolean isOther(String lowerCaseWord) {
        return OTHERS.contains(lowerCaseWord);
    }

    static boolean isWeighty(String lowerCaseWord) {
        return WEIGHTY.contains(lowerCaseWord);
    }
}
