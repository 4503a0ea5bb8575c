package dev.reprise.access;

import dev.reprise.problem.Reason;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;

/**
 * Spring Security, told what {@link TokenFilter} and {@link HostFilter} know. No sessions, no passwords, no users.
 *
 * <p>No dispatch is let through unasked: an asynchronous answer and an error page need the key as the request did.
 */
@Configuration
class AccessRules {

    private static final String[] OPEN = {"/ping", "/css/**", "/js/**", "/img/**", "/fonts/**", "/webjars/**"};

    @Bean
    SecurityFilterChain security(HttpSecurity http, AccessToken token, LinkCodes codes, AccessDenied doorkeeper)
            throws Exception {
        TokenFilter known = new TokenFilter(token, codes);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers("/api/link")
                        .access((who, asked) -> new AuthorizationDecision(known.bearer(asked.getRequest())))
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(known, SecurityContextHolderAwareRequestFilter.class)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(new DerivedCsrf(token))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .ignoringRequestMatchers(known::bearer))
                .exceptionHandling(no -> no.authenticationEntryPoint((q, a, e) -> doorkeeper.refuseStranger(q, a))
                        .accessDeniedHandler((q, a, e) -> {
                            if (q.getRequestURI().equals("/api/link")) {
                                doorkeeper.refuseStranger(q, a);
                            } else if (known.knows(q)) {
                                doorkeeper.refuseForgery(q, a);
                            } else {
                                doorkeeper.refuseStranger(q, a);
                            }
                        }))
                .build();
    }

    @Bean
    RequestRejectedHandler oddAddresses(AccessDenied doorkeeper) {
        return (request, response, e) -> doorkeeper.refuse(
                request,
                response,
                Reason.BAD_INPUT,
                "This address or method is written in a way that Reprise does not take. Start again from its first page.");
    }

    @Bean
    FilterRegistrationBean<HeaderFilter> headerFilter() {
        return at(Ordered.HIGHEST_PRECEDENCE, new HeaderFilter());
    }

    @Bean
    FilterRegistrationBean<HostFilter> hostFilter(AccessDenied doorkeeper) {
        return at(Ordered.HIGHEST_PRECEDENCE + 1, new HostFilter(doorkeeper));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

    /** Nobody logs in with a password here; also keeps Spring Boot from inventing a user. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new BadCredentialsException("There are no passwords here.");
        };
    }

    /** One token for all pages of this data directory, derived from the secret: a foreign page cannot know it. */
    private record DerivedCsrf(AccessToken token) implements CsrfTokenRepository {
        @Override
        public CsrfToken generateToken(HttpServletRequest request) {
            return new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", token.csrf());
        }

        @Override
        public void saveToken(@Nullable CsrfToken made, HttpServletRequest request, HttpServletResponse response) {
            // derived, nothing to save
        }

        @Override
        public CsrfToken loadToken(HttpServletRequest request) {
            return generateToken(request);
        }
    }
}
