package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Examples;
import org.tosc.models.train.Fingerprint;
import org.tosc.models.train.Optimizer;
import org.tosc.models.train.Schedule;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.Text;

/// The settings that may be others where a training goes on from a checkpoint. It is then another
/// run than the one that was never stopped, so what changed is told.
///
/// @param facts by the name of the setting, as a checkpoint has them
record FreeSettings(Map<String, String> facts) {
  /// Of a run that writes no checkpoint.
  static final FreeSettings NOT_KEPT = new FreeSettings(Map.of());

  private static final String PRECISION = "precision";
  private static final String VALIDATION = "validation_sha256";
  private static final String NONE = "none";

  /// @param held what losses are measured on besides; null for nothing
  static FreeSettings of(TrainSettings settings, TrainLoop.Plan plan, @Nullable Examples held) {
    Map<String, String> facts = new LinkedHashMap<>();
    Optimizer.Hyper hyper = plan.hyper();
    facts.put("learning_rate", number(plan.rate()));
    facts.put("schedule", schedule(plan));
    facts.put("warmup", Long.toString(plan.warmup()));
    facts.put("weight_decay", number(hyper.weightDecay()));
    facts.put("momentum", number(hyper.momentum()));
    facts.put("betas", "[" + number(hyper.beta1()) + ", " + number(hyper.beta2()) + "]");
    facts.put("eps", number(hyper.eps()));
    facts.put("clip", Double.isFinite(plan.clip()) ? number(plan.clip()) : NONE);
    facts.put("batch_size", Integer.toString(plan.part()));
    facts.put("loss", loss(settings.value("loss")));
    facts.put(PRECISION, settings.precision());
    facts.put(VALIDATION, held == null ? NONE : Fingerprint.of(held));
    return new FreeSettings(facts);
  }

  private static String number(double value) {
    return Show.text(value);
  }

  /// Rates that fall depend on how many steps there are.
  private static String schedule(TrainLoop.Plan plan) {
    String name = plan.schedule().text();
    return plan.schedule() == Schedule.CONSTANT ? name : name + " over " + plan.steps() + " steps";
  }

  /// A function is not compared with another.
  private static String loss(@Nullable Object loss) {
    return switch (loss) {
      case null -> "by the targets";
      case Text name -> name.toString();
      default -> "a function";
    };
  }

  /// What is not as it was, each as `learning_rate is 0.001, was 0.01`. What a checkpoint of an
  /// earlier version does not say is not compared.
  List<String> changed(Map<String, String> before) {
    List<String> changed = new ArrayList<>();
    facts.forEach(
        (name, now) -> {
          String was = before.get(name);
          if (was != null && !was.equals(now)) {
            changed.add(
                name.equals(VALIDATION)
                    ? "validation is on other data"
                    : name + " is " + now + ", was " + was);
          }
        });
    return changed;
  }

  /// Whether products were computed in other numbers.
  boolean hasOtherPrecision(Map<String, String> before) {
    String was = before.get(PRECISION);
    return was != null && !was.equals(facts.get(PRECISION));
  }
}
