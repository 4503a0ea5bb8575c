package dev.reprise.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/link}: a fresh link, for who has the key itself; {@link AccessRules} lets nobody else here. */
@RestController
class LinkApi {

    private final LinkCodes codes;

    LinkApi(LinkCodes codes) {
        this.codes = codes;
    }

    /** @param url opens Reprise in a browser, once, within two minutes */
    record Link(String url) {}

    @PostMapping("/api/link")
    Link link(HttpServletRequest request) {
        String host = request.getServerName();
        String address = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return new Link("http://" + address + ":" + request.getServerPort() + "/?code=" + codes.make());
    }
}
