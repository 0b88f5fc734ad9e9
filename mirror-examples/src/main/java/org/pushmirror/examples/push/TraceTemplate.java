package org.pushmirror.examples.push;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.probe.HttpTraceSource;
import org.pushmirror.rsync.probe.RsyncTraceSource;

/** Where the traces of mirrors are: a URL of rsync or HTTP with {@code {host}} and {@code {name}} in it. */
final class TraceTemplate {

    private static final Pattern RSYNC = Pattern.compile("(rsync://.+)/project/trace/([^/]+)");
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private TraceTemplate() {}

    /**
     * Reads traces from where the template says.
     *
     * @throws IllegalArgumentException if the template is not understood
     * @throws org.pushmirror.rsync.RsyncException if it needs rsync and there is none
     */
    static TraceSource read(String template) {
        if (template.startsWith("http://") || template.startsWith("https://")) {
            filledForHttp(template, new MirrorSite("name", "host.example.com"));
            HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
            return new HttpTraceSource(client, site -> filledForHttp(template, site));
        }
        Matcher parts = RSYNC.matcher(template);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "The trace template \"" + template + "\" is neither http://… nor rsync://…/project/trace/{name}.");
        }
        String root = parts.group(1);
        String file = parts.group(2);
        RsyncSource.parse(filled(root, new MirrorSite("name", "host.example.com")));
        Rsync rsync = Rsync.find();
        TraceSource source = new RsyncTraceSource(rsync, site -> RsyncSource.parse(site.host()));
        return new TraceSource() {
            @Override
            public Optional<TraceFile> trace(MirrorSite site, Duration within) throws InterruptedException {
                return source.trace(place(site), within);
            }

            @Override
            public MirrorState state(MirrorSite site, Duration within) throws InterruptedException {
                return source.state(place(site), within);
            }

            private MirrorSite place(MirrorSite site) {
                return new MirrorSite(filled(file, site), filled(root, site));
            }
        };
    }

    private static URI filledForHttp(String template, MirrorSite site) {
        String name = URLEncoder.encode(site.name(), StandardCharsets.UTF_8);
        return URI.create(filled(template, new MirrorSite(name, site.host())));
    }

    private static String filled(String template, MirrorSite site) {
        String host = site.host().indexOf(':') < 0 ? site.host() : "[" + site.host() + "]";
        return template.replace("{host}", host).replace("{name}", site.name());
    }
}
