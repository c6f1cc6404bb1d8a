package org.tosc.driver.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Checkpoint;
import org.tosc.models.train.Examples;
import org.tosc.models.train.Fingerprint;
import org.tosc.models.train.LossCurve;
import org.tosc.models.train.Order;
import org.tosc.models.train.ProgressLine;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Output;
import org.tosc.rt.session.Session;
import org.tosc.rt.statement.GitStatement;
import org.tosc.rt.tensor.file.Replacement;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;

/// `train m on data: …`
final class TrainStatement {
  private final TrainSettings settings;
  private final TrainingFiles files;
  private final Trainee trainee;
  private final Examples examples;
  private final @Nullable Examples held;
  private final TrainLoop.Plan plan;
  private final TrainingState state;
  private final TrainLoop loop;
  private final ProgressLine progress;
  private final @Nullable Path checkpoint;
  private final Map<String, String> facts;
  private final FreeSettings free;

  /// What of them is not as the checkpoint has it.
  private final List<String> changed = new ArrayList<>();

  /// Of all examples, once: [Fingerprint] reads them all. Empty where no checkpoint is written.
  private final String dataDigest;

  /// Whether git ignores the checkpoint, which is told once.
  private boolean isIgnored;

  private TrainStatement(
      Trainee trainee,
      @Nullable Object data,
      TrainSettings settings,
      TrainingFiles files,
      EngineCompute compute,
      ProgressLine.Style style) {
    this.settings = settings;
    this.files = files;
    Examples all = trainee.examples(data);
    Object validation = settings.value("validation");
    if (validation instanceof Double share) {
      int[] order = new Order(all.count(), all.count(), settings.seed()).examples(0);
      int kept = kept(all.count(), share);
      examples = part(all, Arrays.copyOfRange(order, 0, kept));
      held = part(all, Arrays.copyOfRange(order, kept, order.length));
    } else {
      examples = all;
      held = validation == null ? null : trainee.examples(validation);
    }
    plan = TrainLoop.Plan.of(settings, examples.count(), trainee.usualBatch());
    state = new TrainingState(trainee.first(), plan.optimizer(), plan.firstScale());
    checkpoint = checkpointPath();
    dataDigest = checkpoint == null ? "" : Fingerprint.of(examples);
    free = checkpoint == null ? FreeSettings.NOT_KEPT : FreeSettings.of(settings, plan, held);
    Path from = from();
    this.trainee = from == null ? trainee : goneOn(trainee, from);
    facts = checkpoint == null ? Map.of() : facts(this.trainee);
    files.requirePlaces(Session.current());
    Output err = Session.current().err();
    progress =
        new ProgressLine(
            style,
            text -> {
              err.print(text);
              err.flush();
            },
            plan.steps());
    if (!changed.isEmpty()) {
      progress.say("train: not as in the checkpoint: " + String.join("; ", changed));
    }
    Gradients gradients = this.trainee.gradients(settings, compute, progress::say);
    loop = new TrainLoop(compute, gradients, examples, plan, state);
  }

  static Object run(
      @Nullable Object model,
      @Nullable Object data,
      Map<String, @Nullable Object> settings,
      EngineCompute compute,
      ProgressLine.Style style) {
    TrainSettings own = new TrainSettings(new Settings(settings));
    TrainingFiles files = TrainingFiles.of(data, own);
    files.require(Session.current());
    own.requireAgreement();
    return new TrainStatement(trainee(model, own), data, own, files, compute, style).run();
  }

  private static Trainee trainee(@Nullable Object model, TrainSettings settings) {
    return switch (model) {
      case LoadedModel loaded -> TextTrainee.of(loaded, settings);
      case Instance instance when instance.type.isModel() -> {
        settings.refuse("lora", "context");
        yield ProgramTrainee.of(instance);
      }
      case LoadedEncoder encoder ->
          throw Errors.type(
              "`train` takes a language model or a model of the program, and "
                  + encoder
                  + " is an encoder, which is not trained here");
      case null, default ->
          throw Errors.type("`train` takes a model, found " + Kind.withArticle(model));
    };
  }

  private static int kept(int count, double share) {
    int kept = count - (int) Math.round(share * count);
    if (!(share > 0 && share < 1) || kept == 0 || kept == count) {
      throw Errors.value("the setting `validation` is data, or a share of it between 0 and 1");
    }
    return kept;
  }

  private static Examples part(Examples all, int[] rows) {
    return new Examples(
        TensorTypes.rows(all.inputs(), rows), TensorTypes.rows(all.targets(), rows));
  }

  private @Nullable Path checkpointPath() {
    String path = files.checkpoint();
    return path == null ? null : Session.current().resolve(path);
  }

  /// What must be the same where a run goes on. How many examples there are comes before their
  /// fingerprint, so that a count that differs is told as a count.
  private Map<String, String> facts(Trainee trainee) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(TrainingFiles.FORMAT_FACT, TrainingFiles.FORMAT);
    facts.put("optimizer", plan.optimizer().text());
    facts.put("seed", Long.toString(plan.order().seed()));
    facts.put(RunFacts.EXAMPLES, Integer.toString(examples.count()));
    facts.put("batch", Integer.toString(plan.order().size()));
    facts.put(RunFacts.DATA, dataDigest);
    facts.putAll(trainee.facts());
    return facts;
  }

  /// The file to go on from; null where the run begins.
  private @Nullable Path from() {
    String resumed = files.resumed();
    if (resumed == null) {
      return null;
    }
    Path from = Session.current().resolve(resumed);
    boolean mayBeMissing = settings.value("resume") instanceof Boolean;
    return mayBeMissing && !Files.exists(from) ? null : from;
  }

  /// The checkpoint as the program names it.
  private String asWritten() {
    return String.valueOf(files.resumed());
  }

  /// Takes the state of a file; gives what goes on.
  private Trainee goneOn(Trainee trainee, Path from) {
    try {
      Checkpoint begun = Checkpoint.read(from);
      Trainee goesOn = trainee.goneOn(begun.facts());
      state.restore(begun, goesOn.names(), plan.optimizer(), facts(goesOn));
      changed.addAll(free.changed(begun.facts()));
      if (free.hasOtherPrecision(begun.facts())) {
        state.rescaleFrom(plan.firstScale());
      }
      return goesOn;
    } catch (TensorFileFault fault) {
      throw TrainingData.fault(asWritten(), fault);
    } catch (IllegalArgumentException other) {
      throw Errors.of(
          ErrorKind.LOAD,
          "cannot go on from " + Show.quote(asWritten()) + ": " + other.getMessage());
    }
  }

  private Object run() {
    long perEpoch = plan.order().stepsPerEpoch();
    long saves = settings.every("save", perEpoch);
    long evals = settings.every("eval", perEpoch);
    try {
      while (state.step < plan.steps()) {
        Session.current().checkInterrupt();
        double loss = loop.step();
        progress.step(state.step, loss);
        boolean isLast = state.step == plan.steps();
        if (held != null && (isLast || state.step % (evals == 0 ? perEpoch : evals) == 0)) {
          loop.validate(held);
          progress.say(
              "train: step %d, validation loss %.4f"
                  .formatted(state.step, state.validation.getLast().loss()));
        }
        if (checkpoint != null && (isLast || (saves > 0 && state.step % saves == 0))) {
          save(checkpoint, saves > 0);
        }
      }
    } finally {
      progress.end();
      // Also where training was interrupted.
      trainee.give(state.parameters);
    }
    plot();
    return result();
  }

  private void save(Path path, boolean isCommitted) {
    try {
      Map<String, String> all = new LinkedHashMap<>(facts);
      all.putAll(free.facts());
      state.checkpoint(trainee.names(), plan.optimizer(), all).write(path);
    } catch (IOException e) {
      throw TrainingFiles.unsaved(path.toString(), e);
    }
    if (isCommitted && !isIgnored) {
      String message = "checkpoint: step " + state.step;
      isIgnored = !GitStatement.commitAlone(path, message, "save every");
      if (isIgnored) {
        progress.say(
            "train: git ignores " + Show.quote(path.toString()) + ": it is saved, not committed");
      }
    }
  }

  private void plot() {
    String plot = files.plot();
    if (plot == null) {
      return;
    }
    String svg = LossCurve.svg("loss", state.history, state.validation);
    try {
      Replacement.write(
          Session.current().resolve(plot), out -> out.write(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw TrainingFiles.unsaved(plot, e);
    }
  }

  private DictValue result() {
    ListValue history = new ListValue();
    state.history.forEach(history::addDouble);
    ListValue validation = new ListValue();
    state.validation.forEach(p -> validation.addDouble(p.loss()));
    long perEpoch = plan.order().stepsPerEpoch();
    int last = (int) Math.min(perEpoch, state.history.size());
    double loss =
        IntStream.range(state.history.size() - last, state.history.size())
            .mapToDouble(state.history::get)
            .average()
            .orElse(Double.NaN);
    return new DictValue()
        .with("loss", loss)
        .with("history", history)
        .with("steps", state.step)
        .with("validation", validation);
  }
}
