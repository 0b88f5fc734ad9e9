package org.pushmirror.rsync.probe;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceSource;

/**
 * Reads the traces of mirrors over HTTP, one request for each. Safe for use by several threads; nothing is kept between
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
        if (within.isZero() || within.isNegative()) {
            throw failed(site, "there was no time left", null);
        }
        CompletableFuture<HttpResponse<byte[]>> answer;
        URI uri = traces.apply(site);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(within)
                    .header("Accept", "text/plain, */*")
                    .header("Cache-Control", "no-cache")
                    .build();
            answer = client.sendAsync(request, info -> new ShortBody(RsyncTraceSource.MAX_TRACE_BYTES));
        } catch (IllegalArgumentException e) {
            throw failed(site, "\"" + uri + "\" is no address for HTTP", e);
        }
        try {
            return trace(site, uri, answer.get(within.toNanos(), TimeUnit.NANOSECONDS));
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

    private static Optional<TraceFile> trace(MirrorSite site, URI uri, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == NOT_FOUND || status == GONE) {
            return Optional.empty();
        }
        if (status != OK) {
            throw failed(site, uri + " answered with status " + status, null);
        }
        return Optional.of(TraceFile.parse(answer.body()));
    }

    private static TraceException failed(MirrorSite site, String why, @Nullable Throwable cause) {
        return new TraceException(
                "The trace of " + site.name() + " at " + site.host() + " cannot be read: " + why + ".", cause);
    }
}
