package dev.reprise.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The answer to what is no request at all: the server refuses it before any filter is asked, so the headers of every other
 * answer are put on here.
 */
@Component
class BareErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report()));
    }

    private static final class Report extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            byte[] text = ("Reprise does not understand this request (" + response.getStatus()
                            + "). Start again from its first page.\n")
                    .getBytes(StandardCharsets.UTF_8);
            HeaderFilter.HEADERS.forEach(response::setHeader);
            response.setContentType("text/plain;charset=UTF-8");
            try {
                response.setContentLength(text.length);
                response.getOutputStream().write(text);
                response.finishResponse();
            } catch (IOException e) {
                // nobody waits for it
                return;
            }
        }
    }
}
