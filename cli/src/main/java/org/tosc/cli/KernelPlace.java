package org.tosc.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import picocli.CommandLine.ParseResult;

/// Where the kernels of a program run that is asked to run on a target: there, or on the model of
/// it where the policy lets no machine code run, or this machine is another.
///
/// @param target as `--target` names it
/// @param model in place of the machine; null for the machine itself, or an engine in Java
/// @param why there is a model in its place; empty where there is none
record KernelPlace(String target, @Nullable KernelTarget model, String why) {
  /// The place that the command line means.
  ///
  /// @throws picocli.CommandLine.ParameterException where there is none for the target
  static KernelPlace of(ParseResult arguments, Policy policy) {
    String target = Targets.named(arguments);
    return of(target, policy, Programs.model(target), () -> Programs.obstacle(target), arguments);
  }

  /// @param obstacle asks the machine, which is not asked where nothing of the kind may run
  static KernelPlace of(
      String target,
      Policy policy,
      @Nullable KernelTarget model,
      Supplier<@Nullable String> obstacle,
      ParseResult arguments) {
    if (model != null && policy.equals(Policy.STRICT)) {
      return new KernelPlace(target, model, "the policy is strict");
    }
    String why = obstacle.get();
    if (why == null) {
      return new KernelPlace(target, null, "");
    }
    if (model == null) {
      throw FunctionOptions.wrong(arguments, why);
    }
    return new KernelPlace(target, model, why);
  }

  /// Says it: always where a model stands in for a processor, otherwise where much is to be told.
  void tell(Policy policy, ParseResult arguments, Console console) {
    boolean verbose = arguments.hasMatchedOption("-v");
    boolean standsIn =
        model != null
            && Programs.hasProcessors(target)
            && !policy.equals(Policy.STRICT)
            && !console.quiet();
    if (!verbose && !standsIn) {
      return;
    }
    console
        .err()
        .println(
            model == null
                ? "tosc: target `" + target + "`, on this machine"
                : "tosc: kernels run on the model of `" + target + "`: " + why);
  }
}
