package org.tosc.driver.functions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.Compiler.Compilation;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.Names;
import org.tosc.driver.SourceStore;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.autodiff.Straight;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Finds the functions of a file that commands call with tensors.
///
/// ```java
/// Entries entries = Entries.of(source, Language.PSEUDOCODE, store, null, Map.of());
/// ```
///
/// @param all where there are no errors
/// @param diagnostics of the file and of the calls
public record Entries(List<Entry> all, List<Diagnostic> diagnostics) {
  public Entries {
    all = List.copyOf(all);
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /// The functions with tensor parameters of known types, or the one that is asked for.
  ///
  /// @param function its name; null for all
  /// @param given types by the names of parameters
  public static Entries of(
      Source source,
      Language language,
      SourceStore store,
      @Nullable String function,
      Map<String, Type> given) {
    Compilation compiled = Compiler.compile(source, language, store);
    List<Diagnostic> found = new ArrayList<>(compiled.diagnostics());
    Module module = compiled.module();
    if (module == null) {
      return new Entries(List.of(), found);
    }
    List<Declared> wanted = new ArrayList<>();
    List<Declared> declared = Declared.of(source, language, module);
    if (function == null) {
      declared.stream().filter(d -> d.isCallable(given)).forEach(wanted::add);
    } else {
      Diagnostic complaint = choose(source, declared, function, given, wanted);
      if (complaint != null) {
        found.add(complaint);
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (Declared each : wanted) {
      List<Parameter> parameters = each.typed(given);
      Entry entry =
          language == Language.TIR
              ? entry(each.name(), parameters, module, each.name(), found, each)
              : called(source, language, store, each, parameters, found);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return new Entries(entries, found);
  }

  private static @Nullable Diagnostic choose(
      Source source,
      List<Declared> declared,
      String function,
      Map<String, Type> given,
      List<Declared> wanted) {
    for (Declared each : declared) {
      if (!each.name().equals(function)) {
        continue;
      }
      wanted.add(each);
      return each.open(given).isEmpty() ? null : open(each, given, wanted);
    }
    List<String> names = declared.stream().map(Declared::name).toList();
    String near = Names.nearest(function, names).map(n -> ", did you mean `" + n + "`?").orElse("");
    return Diagnostic.of(
        Code.E0908,
        new Source(source.name(), "").span(0, 0),
        "there is no function `" + function + "` here" + near);
  }

  private static Diagnostic open(
      Declared function, Map<String, Type> given, List<Declared> wanted) {
    wanted.clear();
    List<String> open = function.open(given);
    String names = open.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    String example = open.stream().map(n -> n + "=2x3xf32").collect(Collectors.joining(","));
    return Diagnostic.of(
            Code.E0909,
            function.span(),
            "with what `"
                + function.name()
                + "` is called is not known: nothing says what "
                + names
                + (open.size() == 1 ? " is" : " are"))
        .note("say it on the command line, for example `--shapes \"" + example + "\"`");
  }

  private static @Nullable Entry called(
      Source source,
      Language language,
      SourceStore store,
      Declared function,
      List<Parameter> parameters,
      List<Diagnostic> found) {
    CallSource call = new CallSource(source, language, function.name(), parameters);
    Compilation compiled = Compiler.compile(call.source(), Language.PSEUDOCODE, call.store(store));
    Module module = compiled.module();
    if (module == null) {
      compiled.diagnostics().stream().filter(Diagnostic::isError).forEach(found::add);
      return null;
    }
    String symbol = call.call(module).symbol();
    return entry(function.name(), parameters, module, symbol, found, function);
  }

  private static @Nullable Entry entry(
      String name,
      List<Parameter> parameters,
      Module module,
      String symbol,
      List<Diagnostic> found,
      Declared declared) {
    Function f = Objects.requireNonNull(module.function(symbol), symbol);
    List<Type> types = parameters.stream().map(Parameter::type).toList();
    boolean isOpen = !types.equals(f.params().stream().map(p -> p.type()).toList());
    switch (Straight.of(module, f, types)) {
      case Straight.Outcome.Made(Function straight, List<String> globals) -> {
        if (globals.isEmpty() && !isOpen) {
          return new Entry(name, parameters, module, symbol, false, straight, "");
        }
        List<Parameter> all = new ArrayList<>(parameters);
        for (int i = 0; i < globals.size(); i++) {
          Type type = straight.params().get(parameters.size() + i).type();
          all.add(new Parameter(globals.get(i), type));
        }
        Module alone = Entry.alone(straight);
        return new Entry(name, all, alone, symbol, false, straight, "");
      }
      case Straight.Outcome.Refused(String why) -> {
        if (isOpen) {
          found.add(
              Diagnostic.of(
                  Code.E0909,
                  declared.span(),
                  "`" + name + "` cannot be compiled for these types alone: " + why));
          return null;
        }
        return new Entry(name, parameters, module, symbol, readsGlobals(module, symbol), null, why);
      }
    }
  }

  /// Whether a function or what it names reads variables of the file.
  private static boolean readsGlobals(Module module, String symbol) {
    Set<String> seen = new HashSet<>();
    List<String> next = new ArrayList<>(List.of(symbol));
    boolean[] reads = {false};
    while (!next.isEmpty()) {
      Function f = module.function(next.removeLast());
      if (f == null || !seen.add(f.symbol())) {
        continue;
      }
      Graph.each(
          f.body(),
          o -> {
            reads[0] |= o.op() == CoreOp.GLOBAL_GET;
            for (Attribute attribute : o.attributes().asMap().values()) {
              if (attribute instanceof Attribute.Symbol(String named)) {
                next.add(named);
              }
            }
          });
    }
    return reads[0];
  }
}
