package dev.reprise.agent;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.List;
import org.springframework.stereotype.Component;

/** The coding CLIs that Reprise knows. */
@Component
public class CodingAgents {

    private final List<CodingAgent> agents;

    public CodingAgents(List<CodingAgent> agents) {
        this.agents = List.copyOf(agents);
    }

    public List<CodingAgent> all() {
        return agents;
    }

    /** @throws Problem NOT_FOUND for an id that no agent has */
    public CodingAgent get(String id) {
        return agents.stream()
                .filter(a -> a.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "Reprise knows no agent called " + id + "."));
    }
}
