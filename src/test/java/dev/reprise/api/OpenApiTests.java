package dev.reprise.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reprise.RealHttp;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description of the API says what the API is: no more, no less. */
class OpenApiTests extends RealHttp {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private JsonNode described() throws IOException {
        Answer answer = get("/api/openapi");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        return answer.json();
    }

    /** Method and path of every call, with the controller's method. */
    private Map<String, HandlerMethod> calls() {
        Map<String, HandlerMethod> calls = new TreeMap<>();
        mappings.getHandlerMethods()
                .forEach((info, method) -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api"))
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> calls.put(
                                        verb.name().toLowerCase(java.util.Locale.ROOT) + " " + path, method))));
        return calls;
    }

    @Test
    void describesEveryCallAndNoOther() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        described()
                .at("/paths")
                .forEachEntry((path, item) -> item.forEachEntry((verb, operation) -> described.add(verb + " " + path)));

        assertThat(described).isEqualTo(new TreeSet<>(calls().keySet())).hasSizeGreaterThan(8);
    }

    @Test
    void describesEveryParameterAndItsDefault() throws IOException {
        JsonNode root = described();
        calls().forEach((call, method) -> {
            Map<String, String> real = new TreeMap<>();
            for (MethodParameter parameter : method.getMethodParameters()) {
                RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
                RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
                if (query != null) {
                    String otherwise =
                            query.defaultValue().equals(ValueConstants.DEFAULT_NONE) ? "" : query.defaultValue();
                    real.put(String.valueOf(parameter.getParameter().getName()), "query " + otherwise);
                } else if (header != null && !header.name().equals("Accept")) {
                    real.put(header.name(), "header ");
                } else if (parameter.hasParameterAnnotation(PathVariable.class)) {
                    real.put(String.valueOf(parameter.getParameter().getName()), "path ");
                }
            }
            Map<String, String> described = new TreeMap<>();
            operation(root, call).at("/parameters").forEach(given -> {
                JsonNode parameter = resolved(root, given);
                described.put(
                        parameter.at("/name").asString(),
                        parameter.at("/in").asString() + " "
                                + parameter.at("/schema/default").asString(""));
                assertThat(parameter.at("/description").asString("")).as(call).isNotBlank();
            });
            // without kind the list holds what people started: described as the default, no default in the code
            described.replace("kind", "query interactive", "query ");
            assertThat(described).as(call).isEqualTo(real);
        });
    }

    @Test
    void describesEveryFieldOfEveryAnswerAndNoOther() throws IOException {
        JsonNode root = described();
        List<String> seen = new ArrayList<>();
        calls().forEach((call, method) -> {
            Type answer = method.getMethod().getGenericReturnType();
            if (answer instanceof ParameterizedType wrapped && wrapped.getRawType() == ResponseEntity.class) {
                answer = wrapped.getActualTypeArguments()[0];
            }
            if (call.endsWith("/raw") || call.endsWith("/openapi")) {
                return;
            }
            JsonNode operation = operation(root, call);
            for (String status : List.of("200", "202")) {
                JsonNode schema = operation.at("/responses/" + status + "/content/application~1json/schema");
                if (!schema.isMissingNode()) {
                    compare(call, answer, schema, root);
                    seen.add(call);
                }
            }
            assertThat(operation.at("/responses/default/$ref").asString()).isEqualTo("#/components/responses/Refusal");
        });
        compare("problem", ApiErrors.ProblemJson.class, root.at("/components/schemas/Problem"), root);
        assertThat(seen).hasSizeGreaterThan(7);
    }

    @Test
    void answersYamlToWhoAcceptsIt() throws IOException {
        Answer yaml = ask("GET", "/api/openapi", here(), bearer(), "Accept: application/yaml");

        assertThat(yaml.header("Content-Type").orElseThrow()).startsWith("application/yaml");
        assertThat(yaml.body()).startsWith("openapi: 3.1.0").doesNotContain("${version}");
        assertThat(ask("GET", "/api/openapi", here(), bearer(), "Accept: */*")
                        .json()
                        .at("/info/version")
                        .asString())
                .isEqualTo(get("/api/status").json().at("/version").asString());
    }

    @Test
    void theGuideNamesEveryCall() throws IOException {
        String guide = Files.readString(Path.of("docs/api.md"));

        assertThat(calls().keySet()).allSatisfy(call -> {
            String[] parts = call.split(" ");
            assertThat(guide).contains("`" + parts[0].toUpperCase(java.util.Locale.ROOT) + " " + parts[1]);
        });
    }

    private static JsonNode operation(JsonNode root, String call) {
        String[] parts = call.split(" ");
        return root.at("/paths/" + parts[1].replace("/", "~1") + "/" + parts[0]);
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        String ref = node.at("/$ref").asString("");
        return ref.isEmpty() ? node : root.at(ref.substring(1));
    }

    private static void compare(String where, Type type, JsonNode given, JsonNode root) {
        JsonNode schema = resolved(root, given);
        assertThat(schema.at("/description").asString(""))
                .as(where + " is described")
                .isNotBlank();
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            assertThat(kind(schema)).as(where).isEqualTo("array");
            Type item = list.getActualTypeArguments()[0];
            compare(where + "[]", item, schema.at("/items"), root);
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            assertThat(kind(schema)).as(where).isEqualTo("object");
        } else if (type instanceof Class<?> record && record.isRecord()) {
            Map<String, JsonNode> described = properties(schema, root);
            Map<String, RecordComponent> real = components(record);
            assertThat(described.keySet()).as(where).containsExactlyInAnyOrderElementsOf(real.keySet());
            real.forEach((name, component) -> {
                JsonNode property = described.getOrDefault(name, root);
                String here = where + "." + name;
                compare(here, component.getGenericType(), property, root);
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                assertThat(resolved(root, property).at("/type").isArray())
                        .as(here + " may be null")
                        .isEqualTo(nullable);
            });
        } else {
            assertThat(kind(schema)).as(where).isEqualTo(simple(type));
            constants(where, type, schema);
        }
    }

    private static void constants(String where, Type type, JsonNode schema) {
        if (type instanceof Class<?> words && words.isEnum()) {
            List<String> described = new ArrayList<>();
            schema.at("/enum").forEach(word -> described.add(word.asString()));
            List<String> real =
                    Arrays.stream(words.getEnumConstants()).map(String::valueOf).toList();
            assertThat(described).as(where).isEqualTo(real);
        }
    }

    private static String kind(JsonNode schema) {
        JsonNode type = schema.at("/type");
        return type.isArray() ? type.get(0).asString() : type.asString("");
    }

    private static String simple(Type type) {
        if (type == String.class || type == Instant.class || type == LocalDate.class || type == UUID.class) {
            return "string";
        }
        if (type instanceof Class<?> words && words.isEnum()) {
            return "string";
        }
        if (type == boolean.class) {
            return "boolean";
        }
        return List.<Type>of(int.class, long.class, Integer.class, Long.class).contains(type) ? "integer" : "? " + type;
    }

    private static Map<String, JsonNode> properties(JsonNode given, JsonNode root) {
        JsonNode schema = resolved(root, given);
        Map<String, JsonNode> all = new LinkedHashMap<>();
        schema.at("/allOf").forEach(part -> all.putAll(properties(part, root)));
        schema.at("/properties").forEachEntry(all::put);
        return all;
    }

    /** As Jackson writes it: an unwrapped component gives its own. */
    private static Map<String, RecordComponent> components(Class<?> record) {
        Map<String, RecordComponent> all = new LinkedHashMap<>();
        Arrays.stream(record.getRecordComponents()).forEach(component -> {
            boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
            if (unwrapped) {
                all.putAll(components(component.getType()));
            } else {
                all.put(component.getName(), component);
            }
        });
        return all;
    }
}
