package org.tosc.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Where the kernels of a program run that is asked to run on a target: there, or on the model of
/// it where the policy lets no machine code run, or this machine is another; with `--native` as an
/// installed compiler makes code of them.
///
/// @param target as `--target` names it
/// @param kernels what runs them; null for the target itself, or an engine in Java
/// @param why that is a model; empty where it is none
record KernelPlace(String target, @Nullable KernelTarget kernels, String why) {
  private static final String NATIVE = "--native";

  static OptionSpec option() {
    return OptionSpec.builder(NATIVE)
        .type(boolean.class)
        .description("mlir: compile kernels with the installed LLVM, and run them on this machine")
        .build();
  }

  /// The place that the command line means.
  ///
  /// @throws picocli.CommandLine.ParameterException where there is none for the target
  static KernelPlace of(ParseResult arguments, Policy policy) {
    String target = Targets.named(arguments);
    return arguments.hasMatchedOption(NATIVE)
        ? compiled(target, policy, arguments)
        : of(target, policy, Programs.model(target), () -> Programs.obstacle(target), arguments);
  }

  private static KernelPlace compiled(String target, Policy policy, ParseResult arguments) {
    KernelTarget compiler = Programs.installed(target);
    if (compiler == null) {
      throw FunctionOptions.wrong(arguments, NATIVE + " goes with --target mlir");
    }
    if (policy.isStrict()) {
      throw FunctionOptions.wrong(arguments, NATIVE + " is not for --policy strict");
    }
    String obstacle = compiler.obstacle();
    if (obstacle != null) {
      throw FunctionOptions.wrong(arguments, NATIVE + " has nothing to compile with: " + obstacle);
    }
    return new KernelPlace(target, compiler, "");
  }

  /// @param model in place of the machine; null where there is none
  /// @param obstacle asks the machine, which is not asked where nothing of the kind may run
  static KernelPlace of(
      String target,
      Policy policy,
      @Nullable KernelTarget model,
      Supplier<@Nullable String> obstacle,
      ParseResult arguments) {
    if (model != null && policy.isStrict()) {
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

  private boolean isModel() {
    return !why.isEmpty();
  }

  /// Says it: always where a model stands in for a processor, otherwise where much is to be told.
  void tell(Policy policy, ParseResult arguments, Console console) {
    boolean verbose = arguments.hasMatchedOption("-v");
    boolean standsIn =
        isModel() && Programs.hasProcessors(target) && !policy.isStrict() && !console.quiet();
    if (verbose || standsIn) {
      console.err().println("tosc: " + words());
    }
  }

  private String words() {
    return isModel()
        ? "kernels run on the model of `" + target + "`: " + why
        : "target `" + target + "`, on this machine";
  }
}
