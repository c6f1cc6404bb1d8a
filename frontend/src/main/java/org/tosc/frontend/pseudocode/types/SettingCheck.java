package org.tosc.frontend.pseudocode.types;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.resolve.Suggestion;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The settings that `train`, `infer` and `deploy` understand.
final class SettingCheck {
  private static final Set<String> TRAIN =
      Set.of(
          "epochs",
          "steps",
          "learning_rate",
          "batch_size",
          "optimizer",
          "schedule",
          "weight_decay",
          "momentum",
          "clip",
          "loss",
          "seed",
          "warmup",
          "betas",
          "eps",
          "accumulate",
          "checkpoint",
          "resume",
          "validation",
          "lora",
          "context",
          "precision",
          "plot");

  private static final Set<String> INFER =
      Set.of(
          "max_tokens",
          "temperature",
          "seed",
          "top_k",
          "top_p",
          "min_p",
          "repetition_penalty",
          "stop",
          "system",
          "stream",
          "raw",
          "draft",
          "draft_tokens");

  private static final Set<String> WITH_DEVICE = Set.of("fallback");

  private static final Set<String> DEPLOY =
      Set.of(
          "name",
          "other",
          "other_name",
          "split",
          "listen",
          "token",
          "host",
          "batch",
          "coalesce",
          "in_flight",
          "connections",
          "timeout");

  private static final Set<String> OPTIMIZERS = Set.of("sgd", "momentum", "adam", "adamw", "lion");

  private final Program program;

  SettingCheck(Program program) {
    this.program = program;
  }

  void train(Expr.Train train) {
    List<Arg> settings = train.settings();
    settings.forEach(s -> known(s, TRAIN, "train"));
    Set<String> given = new HashSet<>();
    if (train.epochs() != null) {
      given.add("epochs");
    }
    if (train.steps() != null) {
      given.add("steps");
    }
    once(settings, given, "train");
    Set<String> actions = new HashSet<>();
    for (Expr.Periodic action : train.actions()) {
      String name = action.action().text() + " every";
      if (!actions.add(name)) {
        twice(action.span(), "train", name);
      }
    }
    for (Arg setting : settings) {
      boolean optimizer = setting.name() != null && setting.name().text().equals("optimizer");
      if (optimizer
          && setting.value() instanceof Expr.Name name
          && program.resolution().variable(name) == null) {
        optimizer(name);
      }
    }
  }

  void withDevice(List<Arg> options) {
    options.forEach(o -> known(o, WITH_DEVICE, "with device"));
    once(options, new HashSet<>(), "with device");
  }

  void infer(List<Arg> settings) {
    settings.forEach(s -> known(s, INFER, "infer"));
    once(settings, new HashSet<>(), "infer");
  }

  void deploy(List<Arg> settings) {
    settings.forEach(s -> known(s, DEPLOY, "deploy"));
    once(settings, new HashSet<>(), "deploy");
  }

  /// @param given those that have a value before these
  private void once(List<Arg> settings, Set<String> given, String statement) {
    for (Arg setting : settings) {
      Ident ident = setting.name();
      if (ident != null && !ident.isMissing() && !given.add(ident.text())) {
        twice(ident.span(), statement, ident.text());
      }
    }
  }

  private void twice(Span at, String statement, String setting) {
    program.report(
        Diagnostic.of(
            Code.E0305,
            at,
            "`" + statement + "` gets two values for its setting `" + setting + "`"));
  }

  private void known(Arg setting, Set<String> names, String statement) {
    Ident ident = setting.name();
    if (ident == null || names.contains(ident.text()) || ident.isMissing()) {
      return;
    }
    List<String> sorted = names.stream().sorted().toList();
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.E0502,
                ident.span(),
                "`" + statement + "` has no setting `" + ident.text() + "`")
            .note("its settings are " + String.join(", ", sorted));
    suggest(diagnostic, ident.text(), ident.span(), sorted);
  }

  private void optimizer(Expr.Name name) {
    if (OPTIMIZERS.contains(name.text())) {
      return;
    }
    List<String> sorted = OPTIMIZERS.stream().sorted().toList();
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0503, name.span(), "there is no optimizer `" + name.text() + "`")
            .note("optimizers are " + String.join(", ", sorted));
    suggest(diagnostic, name.text(), name.span(), sorted);
  }

  private void suggest(Diagnostic diagnostic, String word, Span at, List<String> known) {
    program.report(
        Suggestion.nearest(word, known.stream())
            .map(
                near ->
                    diagnostic.fix("use `" + near + "`", List.of(new Diagnostic.Edit(at, near))))
            .orElse(diagnostic));
  }
}
