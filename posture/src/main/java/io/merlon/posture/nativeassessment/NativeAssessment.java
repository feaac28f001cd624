package io.merlon.posture.nativeassessment;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import java.util.Objects;

/**
 * An assessment that one of our engines made of a resource.
 *
 * @param assessed the resource that it is about
 * @param name the name that policy definitions look for
 * @param code the status
 * @param cause a word for why, empty when there is no more to say
 * @param description a sentence with the facts that decided
 */
public record NativeAssessment(
    ResourceId assessed, String name, Code code, String cause, String description) {

  /** The type of the resource that an assessment is. */
  public static final ResourceType TYPE = ResourceType.of("Microsoft.Security/assessments");

  /** The values of {@code properties.status.code}. */
  public enum Code {
    HEALTHY("Healthy"),
    UNHEALTHY("Unhealthy"),
    NOT_APPLICABLE("NotApplicable");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /** The word as the ARM resource has it. */
    public String text() {
      return text;
    }
  }

  public NativeAssessment {
    Objects.requireNonNull(assessed, "assessed");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(description, "description");
  }

  /** The id of the assessment: an extension resource of what it is about. */
  public ResourceId id() {
    return id(assessed, name);
  }

  /** The id of the assessment of this name that a resource has. */
  public static ResourceId id(ResourceId assessed, String name) {
    return ResourceId.of(assessed.text() + "/providers/" + TYPE.text() + "/" + name);
  }

  /** The assessment as the ARM resource that definitions look at. */
  public Resource toResource() {
    ObjectValue status =
        ObjectValue.builder()
            .put("code", code.text())
            .put("cause", cause)
            .put("description", description)
            .build();
    ObjectValue details =
        ObjectValue.builder().put("source", "OnPremise").put("id", assessed.text()).build();
    ObjectValue properties =
        ObjectValue.builder().put("resourceDetails", details).put("status", status).build();
    ResourceId id = id();
    ObjectValue document =
        ObjectValue.builder()
            .put("id", id.text())
            .put("name", name)
            .put("type", TYPE.text())
            .put("properties", properties)
            .build();
    return new Resource(id, TYPE, document);
  }
}
