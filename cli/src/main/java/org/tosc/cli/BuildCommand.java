package org.tosc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.frontend.pseudocode.ast.AstPrinter;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tosc build FILE --emit KIND`.
final class BuildCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Write what a program is compiled to");
    return PassOptions.addTo(FunctionOptions.addTo(spec))
        .addOption(
            OptionSpec.builder("--emit")
                .type(String.class)
                .paramLabel("ast|tir|tir-opt|kernels|bytecode|class|asm|obj")
                .defaultValue("tir")
                .description("What to write; asm and obj (of functions) need --target x86_64")
                .build())
        .addOption(
            OptionSpec.builder("--target")
                .type(String.class)
                .paramLabel("jvm|x86_64")
                .description("For which engine; auto is jvm")
                .build())
        .addOption(
            FunctionOptions.option(
                    FunctionArtifacts.CPU,
                    "x86-64-v4|x86-64-v4+vnni|x86-64-v3",
                    "What asm and obj may use: AVX-512, which is usual, VNNI as well, or AVX2")
                .build())
        .addOption(
            FunctionOptions.option(
                    FunctionArtifacts.CONVENTION,
                    "sysv|windows",
                    "How functions of asm and obj are called; sysv is usual")
                .build())
        .addOption(
            OptionSpec.builder("-o", "--output")
                .type(String.class)
                .paramLabel("PATH")
                .defaultValue("-")
                .description("Where to; - prints")
                .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    boolean json = arguments.hasMatchedOption("--json");
    String kind = arguments.matchedOptionValue("--emit", "tir");
    if (Programs.functionKinds(Targets.named(arguments)).contains(kind)) {
      return FunctionArtifacts.build(kind, Targets.named(arguments), arguments, console);
    }
    FunctionArtifacts.refuseOptions(arguments);
    return switch (Inputs.read(arguments.matchedPositionalValue(0, ""), arguments, console.in())) {
      case Inputs.Input.Refused(var diagnostic) -> refuse(diagnostic, json, console);
      case Inputs.Input.Read(var source, var language) ->
          build(source, language, arguments, console);
    };
  }

  private static int refuse(Diagnostic diagnostic, boolean json, Console console) {
    console.report(List.of(diagnostic), json);
    return Exit.PROGRAM_ERRORS;
  }

  private static int build(
      Source source, Compiler.Language language, ParseResult arguments, Console console)
      throws IOException {
    String kind = arguments.matchedOptionValue("--emit", "tir");
    boolean json = arguments.hasMatchedOption("--json");
    if (kind.equals("ast") && language == Compiler.Language.PSEUDOCODE) {
      var parsed = PseudocodeParser.parse(source);
      console.report(parsed.diagnostics(), json);
      return parsed.hasErrors()
          ? Exit.PROGRAM_ERRORS
          : Output.write(
              List.of(
                  Artifact.of(
                      "ast.txt",
                      (AstPrinter.print(parsed.file()) + "\n").getBytes(StandardCharsets.UTF_8))),
              arguments,
              console);
    }
    Compiler.Compilation compiled = Compiler.compile(source, language, Inputs.store());
    console.report(compiled.diagnostics(), json);
    Module module = compiled.module();
    if (module == null) {
      return Exit.PROGRAM_ERRORS;
    }
    boolean isLifted = kind.equals("kernels") && !compiled.kernels().isEmpty();
    boolean isLowered = kind.equals("kernels") && !isLifted;
    boolean asItIs = (kind.equals("tir") || isLifted) && !PassOptions.isAsked(arguments);
    String last = isLowered ? "lower" : null;
    Module made = asItIs ? module : PassOptions.through(last, source, module, arguments, console);
    if (made == null) {
      return Exit.PROGRAM_ERRORS;
    }
    List<Artifact> artifacts =
        kind.equals("kernels")
            ? kernels(compiled, made)
            : artifacts(kind.equals("tir") ? module : made, kind, Targets.named(arguments));
    if (artifacts == null) {
      return refuse(
          Diagnostic.of(
              Code.E0907,
              new Source(source.name(), "").span(0, 0),
              "there is no artifact `"
                  + kind
                  + "`; expected ast, tir, tir-opt, kernels, "
                  + own(Targets.named(arguments))),
          json,
          console);
    }
    return Output.write(artifacts, arguments, console);
  }

  /// How kernels of Neuro-Lang were lifted; of other programs, the kernels that tensor operations
  /// become, as loops over vectors.
  private static List<Artifact> kernels(Compiler.Compilation compiled, Module made) {
    String text =
        compiled.kernels().isEmpty() ? kernels(made) : String.join("\n", compiled.kernels());
    return List.of(Artifact.of("kernels.txt", text.getBytes(StandardCharsets.UTF_8)));
  }

  /// The kernels that passes made, each behind the functions that it calls, which are named after
  /// it. Parts of programs that passes set apart are none.
  private static String kernels(Module made) {
    Set<String> names =
        made.functions().stream()
            .filter(f -> f.attributes().flag("kernel", false) || f.attributes().has("sizes"))
            .map(Function::symbol)
            .collect(Collectors.toSet());
    List<Function> kernels =
        made.functions().stream()
            .filter(f -> names.stream().anyMatch(k -> (f.symbol() + ".").startsWith(k + ".")))
            .toList();
    return kernels.isEmpty()
        ? "// No group of operations here becomes a kernel.\n"
        : Printer.print(new Module(List.of(), kernels));
  }

  /// The kinds of a target, beside those that all have.
  private static String own(String target) {
    List<String> kinds = Programs.functionKinds(target);
    return kinds.isEmpty() ? "bytecode or class" : String.join(" or ", kinds);
  }

  private static @Nullable List<Artifact> artifacts(Module module, String kind, String target) {
    if (kind.equals("tir") || kind.equals("tir-opt")) {
      return List.of(
          Artifact.of("main.tir", Printer.print(module).getBytes(StandardCharsets.UTF_8)));
    }
    return Programs.emit(module, kind, target);
  }
}
