package dev.reprise.web.shell;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Serves styles, scripts and WebJars at addresses that hold a hash of their content, to be kept for a year. */
@Configuration(proxyBeanMethods = false)
class StaticResources implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, "/css/**", "classpath:/static/css/");
        serve(registry, "/js/**", "classpath:/static/js/");
        serve(registry, "/img/**", "classpath:/static/img/");
        serve(registry, "/fonts/**", "classpath:/static/fonts/");
        serve(registry, "/webjars/**", "classpath:/META-INF/resources/webjars/");
    }

    private static void serve(ResourceHandlerRegistry registry, String path, String place) {
        registry.addResourceHandler(path)
                .addResourceLocations(place)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> contentHashes() {
        return new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
    }

    @Bean
    Format format(Clock clock) {
        return new Format(clock.withZone(ZoneId.systemDefault()));
    }
}
