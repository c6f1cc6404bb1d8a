package org.tosc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  private static final String EMIT = "--emit";
  private static final String USUAL = "tir";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Write what a program is compiled to");
    return PassOptions.addTo(FunctionOptions.addTo(spec))
        .addOption(
            OptionSpec.builder(EMIT)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("KIND")
                .description(
                    "What to write, of programs: ast, tir, tir-opt, kernels, bytecode, class; of"
                        + " functions: asm or obj of x86_64 and snitch, mlir, mlir-schedule,"
                        + " mlir-vector or mlir-gpu, triton or ttir. May be given several times;"
                        + " tir if not said")
                .build())
        .addOption(
            OptionSpec.builder("--target")
                .type(String.class)
                .paramLabel("jvm|x86_64|snitch|mlir|triton")
                .description("For which engine; the one that has the kind, or else jvm")
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
    List<String> kinds = kinds(arguments);
    if (kinds.size() > 1 && arguments.matchedPositionalValue(0, "").equals("-")) {
      throw FunctionOptions.wrong(arguments, "several kinds are of a file, not of standard input");
    }
    if (kinds.stream().noneMatch(kind -> isOfFunctions(kind, arguments))) {
      FunctionArtifacts.refuseOptions(arguments);
    }
    List<Artifact> artifacts = new ArrayList<>();
    for (String kind : kinds) {
      String target = target(kind, arguments);
      List<Artifact> made =
          isOfFunctions(kind, arguments)
              ? FunctionArtifacts.made(kind, target, arguments, console)
              : ofProgram(kind, target, arguments, console);
      if (made == null) {
        return Exit.PROGRAM_ERRORS;
      }
      artifacts.addAll(made);
    }
    return Output.write(artifacts, arguments, console);
  }

  private static List<String> kinds(ParseResult arguments) {
    List<String> named = arguments.matchedOptionValue(EMIT, List.of(USUAL));
    return named.stream().distinct().toList();
  }

  /// The target that the command line names, or the only one that has a kind.
  private static String target(String kind, ParseResult arguments) {
    if (arguments.hasMatchedOption("--target")) {
      return Targets.named(arguments);
    }
    List<String> havers = Programs.targetsWith(kind);
    return havers.size() == 1 ? havers.getFirst() : Targets.named(arguments);
  }

  private static boolean isOfFunctions(String kind, ParseResult arguments) {
    return Programs.functionKinds(target(kind, arguments)).contains(kind);
  }

  private static @Nullable List<Artifact> none(Diagnostic why, boolean json, Console console) {
    console.report(List.of(why), json);
    return null;
  }

  /// Artifacts of a whole program; null where there are none, which has been reported.
  private static @Nullable List<Artifact> ofProgram(
      String kind, String target, ParseResult arguments, Console console) throws IOException {
    boolean json = arguments.hasMatchedOption("--json");
    return switch (Inputs.read(arguments.matchedPositionalValue(0, ""), arguments, console.in())) {
      case Inputs.Input.Refused(var diagnostic) -> none(diagnostic, json, console);
      case Inputs.Input.Read(var source, var language) ->
          kind.equals("ast") && language == Compiler.Language.PSEUDOCODE
              ? tree(source, json, console)
              : ofProgram(source, language, kind, target, arguments, console);
    };
  }

  private static @Nullable List<Artifact> tree(Source source, boolean json, Console console) {
    var parsed = PseudocodeParser.parse(source);
    console.report(parsed.diagnostics(), json);
    return parsed.hasErrors()
        ? null
        : List.of(text("ast.txt", AstPrinter.print(parsed.file()) + "\n"));
  }

  private static @Nullable List<Artifact> ofProgram(
      Source source,
      Compiler.Language language,
      String kind,
      String target,
      ParseResult arguments,
      Console console)
      throws IOException {
    boolean json = arguments.hasMatchedOption("--json");
    Compiler.Compilation compiled = Compiler.compile(source, language, Inputs.store());
    console.report(compiled.diagnostics(), json);
    Module module = compiled.module();
    if (module == null) {
      return null;
    }
    boolean isLifted = kind.equals("kernels") && !compiled.kernels().isEmpty();
    boolean isLowered = kind.equals("kernels") && !isLifted;
    boolean asItIs = (kind.equals(USUAL) || isLifted) && !PassOptions.isAsked(arguments);
    String last = isLowered ? "lower" : null;
    Module made = asItIs ? module : PassOptions.through(last, source, module, arguments, console);
    if (made == null) {
      return null;
    }
    List<Artifact> artifacts =
        kind.equals("kernels")
            ? kernels(compiled, made)
            : artifacts(kind.equals(USUAL) ? module : made, kind, target);
    return artifacts == null ? none(unknown(source, kind, target), json, console) : artifacts;
  }

  private static Diagnostic unknown(Source source, String kind, String target) {
    Diagnostic unknown =
        Diagnostic.of(
            Code.E0907,
            new Source(source.name(), "").span(0, 0),
            "there is no artifact `"
                + kind
                + "`; expected ast, tir, tir-opt, kernels, "
                + own(target));
    List<String> havers = Programs.targetsWith(kind).stream().sorted().toList();
    return havers.isEmpty()
        ? unknown
        : unknown.note("`" + kind + "` is of --target " + String.join(" and of --target ", havers));
  }

  private static Artifact text(String name, String text) {
    return Artifact.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// How kernels of Neuro-Lang were lifted; of other programs, the kernels that tensor operations
  /// become, as loops over vectors.
  private static List<Artifact> kernels(Compiler.Compilation compiled, Module made) {
    String text =
        compiled.kernels().isEmpty() ? kernels(made) : String.join("\n", compiled.kernels());
    return List.of(text("kernels.txt", text));
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
    if (kind.equals(USUAL) || kind.equals("tir-opt")) {
      return List.of(text("main.tir", Printer.print(module)));
    }
    return Programs.emit(module, kind, target);
  }
}
