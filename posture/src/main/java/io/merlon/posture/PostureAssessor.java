package io.merlon.posture;

import io.merlon.model.Resource;
import io.merlon.policy.EvaluationContext;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.nativeassessment.NativeAssessmentSource;
import io.merlon.posture.nativeassessment.NativeAssessmentSources;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Assesses an inventory: two passes over its resources, then a report.
 *
 * <pre>{@code
 * PostureAssessor assessor = PostureAssessor.builder(plan, content, now).build();
 * for (Resource resource : inventory) assessor.observe(resource);
 * for (Resource resource : inventory) assessor.assess(resource, assessment -> ...);
 * PostureReport report = assessor.report();
 * }</pre>
 *
 * <p>For one thread. To use several, make a {@link #partner()} for each after the first pass, give
 * each a part of the resources, and {@link #merge} them at the end. Each resource is to be assessed
 * once: one that comes twice counts twice. No resource is kept after it was assessed.
 */
public final class PostureAssessor {
  private final Inputs inputs;
  private final FirstPass firstPass;
  private boolean observed;
  private Optional<ResourceAssessor> secondPass = Optional.empty();

  private PostureAssessor(Inputs inputs, FirstPass firstPass) {
    this.inputs = inputs;
    this.firstPass = firstPass;
  }

  /**
   * Starts an assessor.
   *
   * @param plan the compiled policies
   * @param content the security controls and what is said of definitions
   * @param now the time that counts for expiries, due dates and what is first seen
   */
  public static Builder builder(PolicyPlan plan, PostureContent content, Instant now) {
    return new Builder(plan, content, now);
  }

  /** The recommendations of the plan, in the order in which the plan first uses them. */
  public List<Recommendation> recommendations() {
    return inputs.table().recommendations();
  }

  /** What was wrong with what the definitions say of themselves. */
  public List<PolicyProblem> problems() {
    return inputs.table().problems();
  }

  /**
   * First pass: looks at a resource that others may depend on.
   *
   * @throws IllegalStateException when the second pass has begun
   */
  public void observe(Resource resource) {
    if (observed) {
      throw new IllegalStateException(
          "observe("
              + resource.id()
              + ") after the second pass has begun: observe all resources"
              + " before the first is assessed");
    }
    firstPass.observe(resource);
  }

  /**
   * Second pass: judges a resource, counts it, and gives its assessments to the sink, in the order
   * of the plan.
   */
  public void assess(Resource resource, AssessmentSink sink) {
    secondPass().assess(resource, sink);
  }

  /** How the resource that was assessed last stands; what {@link #retract} takes. */
  public ResourceStanding standing() {
    return secondPass().standing();
  }

  /**
   * Takes a resource out of the figures that was assessed before, by this or an earlier assessor of
   * the same plan and content, because it is gone or is to be assessed anew. Samples stay; an
   * inventory that goes on changing is for {@link ContinuousPosture}.
   */
  public void retract(ResourceStanding standing) {
    secondPass().retract(standing);
  }

  /** Ends the first pass and gives an assessor for another thread that works on the same. */
  public PostureAssessor partner() {
    PostureAssessor partner = new PostureAssessor(inputs, firstPass);
    endFirstPass();
    partner.observed = true;
    return partner;
  }

  /** Adds all that a partner has counted; the partner is not to be used any more. */
  public void merge(PostureAssessor partner) {
    secondPass().merge(partner.secondPass());
  }

  /** The report of all that was assessed so far. */
  public PostureReport report() {
    return new ReportWriter(inputs, secondPass().tally(), secondPass().samples()).write();
  }

  private void endFirstPass() {
    if (!observed) {
      firstPass.settle(new Touched());
      firstPass.close();
      observed = true;
    }
  }

  private ResourceAssessor secondPass() {
    if (secondPass.isEmpty()) {
      endFirstPass();
      secondPass = Optional.of(new ResourceAssessor(inputs, firstPass));
    }
    return secondPass.get();
  }

  /** Gathers what an assessor works with. */
  public static final class Builder {
    private static final int SAMPLE_SIZE = 10;
    private static final int MAX_COMBINATIONS = 100_000;

    private final PolicyPlan plan;
    private final PostureContent content;
    private final Instant now;
    private EvaluationContext context;
    private List<PolicyExemption> exemptions = List.of();
    private List<Attestation> attestations = List.of();
    private List<GovernanceRule> governance = List.of();
    private List<NativeAssessmentSource> sources = NativeAssessmentSources.builtIn();
    private EarlierGovernance earlierGovernance = EarlierGovernance.NONE;
    private PreviousAssessments previous = PreviousAssessments.NONE;
    private int sampleSize = SAMPLE_SIZE;
    private int maxCombinations = MAX_COMBINATIONS;

    private Builder(PolicyPlan plan, PostureContent content, Instant now) {
      this.plan = plan;
      this.content = content;
      this.now = now;
      this.context = EvaluationContext.at(now);
    }

    /** What is known about the request, the subscriptions and the resource groups. */
    public Builder context(EvaluationContext known) {
      this.context = known;
      return this;
    }

    public Builder exemptions(List<PolicyExemption> all) {
      this.exemptions = List.copyOf(all);
      return this;
    }

    public Builder attestations(List<Attestation> all) {
      this.attestations = List.copyOf(all);
      return this;
    }

    /** The governance rules, the most important first. */
    public Builder governance(List<GovernanceRule> rules) {
      this.governance = List.copyOf(rules);
      return this;
    }

    /** What was settled by these rules before, and what people wrote over them. */
    public Builder earlierGovernance(EarlierGovernance settled) {
      this.earlierGovernance = settled;
      return this;
    }

    public Builder previous(PreviousAssessments assessments) {
      this.previous = assessments;
      return this;
    }

    /** What makes native assessments, instead of {@link NativeAssessmentSources#builtIn()}. */
    public Builder nativeAssessments(List<NativeAssessmentSource> all) {
      this.sources = List.copyOf(all);
      return this;
    }

    /** How many affected resources a report names for each recommendation; 10 by default. */
    public Builder sampleSize(int resources) {
      this.sampleSize = resources;
      return this;
    }

    /**
     * How many different combinations of unhealthy recommendations are kept for what-ifs; 100,000
     * by default, of about 100 bytes each. Beyond it a what-if of several recommendations is a
     * lower bound and says so.
     */
    public Builder maxCombinations(int combinations) {
      this.maxCombinations = combinations;
      return this;
    }

    public PostureAssessor build() {
      return new PostureAssessor(inputs(), firstPass());
    }

    /** The same for an inventory that goes on changing. */
    public ContinuousPosture continuous() {
      return new ContinuousPosture(inputs(), firstPass());
    }

    private FirstPass firstPass() {
      return new FirstPass(plan.existenceIndex(context), sources);
    }

    private Inputs inputs() {
      RecommendationTable table = RecommendationTable.of(plan, content);
      return new Inputs(
          plan,
          table,
          new ExemptionIndex(exemptions, plan.policies(), now),
          new Governance(governance, table.recommendations(), now),
          earlierGovernance,
          previous,
          attestations,
          context,
          now,
          sampleSize,
          maxCombinations);
    }
  }
}
