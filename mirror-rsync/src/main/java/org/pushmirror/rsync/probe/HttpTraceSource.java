package org.pushmirror.rsync.probe;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceNames;
import org.pushmirror.core.trace.TraceSource;

/**
 * Reads the traces of mirrors over HTTP, and whether their own in-progress mark is there. Safe for use by several threads; nothing is kept between
 * calls.
 */
public final class HttpTraceSource implements TraceSource {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpClient client;
    private final Function<MirrorSite, URI> traces;

    /**
     * A source of traces.
     *
     * @param client makes the requests; whether it follows redirects is its own setting
     * @param traces says where the trace of a mirror is, for example
     *     {@code http://site1.example.com/debian/project/trace/site1.example.com}
     */
    public HttpTraceSource(HttpClient client, Function<MirrorSite, URI> traces) {
        this.client = client;
        this.traces = traces;
    }

    @Override
    public Optional<TraceFile> trace(MirrorSite site, Duration within) throws InterruptedException {
        return get(site, traces.apply(site), System.nanoTime() + within.toNanos())
                .map(TraceFile::parse);
    }

    /** Three requests, where the trace is in its usual place: for both traces, and for the mirror's own mark. */
    @Override
    public MirrorState state(MirrorSite site, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        URI trace = traces.apply(site);
        MirrorState state =
                MirrorState.of(get(site, trace, end).map(TraceFile::parse).orElse(null));
        String usual = "project/trace/" + site.name();
        if (trace.getRawQuery() != null || !trace.toString().endsWith("/" + usual)) {
            return state;
        }
        Optional<byte[]> stage1 = get(site, URI.create(trace + TraceNames.STAGE1_SUFFIX), end);
        String root = trace.toString().substring(0, trace.toString().length() - usual.length());
        Optional<byte[]> mark = get(site, URI.create(root + ArchiveTree.IN_PROGRESS + site.name()), end);
        return state.withStage1(stage1.map(TraceFile::parse).orElse(null))
                .withInProgress(mark.isPresent() ? List.of(site.name()) : List.of());
    }

    private Optional<byte[]> get(MirrorSite site, URI uri, long end) throws InterruptedException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw failed(site, "there was no time left", null);
        }
        CompletableFuture<HttpResponse<byte[]>> answer;
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofNanos(left))
                    .header("Accept", "text/plain, */*")
                    .header("Cache-Control", "no-cache")
                    .build();
            answer = client.sendAsync(request, info -> new ShortBody(RsyncTraceSource.MAX_TRACE_BYTES));
        } catch (IllegalArgumentException e) {
            throw failed(site, "\"" + uri + "\" is no address for HTTP", e);
        }
        try {
            return body(site, uri, answer.get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw failed(site, uri + " did not answer in time", e);
        } catch (ExecutionException e) {
            throw failed(site, uri + " did not answer: " + why(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String why(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static Optional<byte[]> body(MirrorSite site, URI uri, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == NOT_FOUND || status == GONE) {
            return Optional.empty();
        }
        if (status != OK) {
            throw failed(site, uri + " answered with status " + status, null);
        }
        return Optional.of(answer.body());
    }

    private static TraceException failed(MirrorSite site, String why, @Nullable Throwable cause) {
        return new TraceException(
                "The trace of " + site.name() + " at " + site.host() + " cannot be read: " + why + ".", cause);
    }
}
