package org.tosc.driver.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.tensor.WithoutDropout;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.file.GgufTokenizer;
import org.tosc.models.train.ProgressLine;
import org.tosc.models.transformer.GgufModel;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.ModelRuntime;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.Text;

/// Run-time statements on models, computed by an engine.
public final class ModelStatements implements ModelRuntime {
  private static final String[] NO_NAMES = {};

  private final EngineCompute compute;
  private final ProgressLine.Style progress;

  public ModelStatements(EngineCompute compute) {
    this(compute, ProgressLine.Style.NONE);
  }

  /// @param progress how runs of training tell how far they are
  public ModelStatements(EngineCompute compute, ProgressLine.Style progress) {
    this.compute = compute;
    this.progress = progress;
  }

  @Override
  public Object load(String path) {
    Path file = Session.current().resolve(path);
    if (!Files.exists(file)) {
      throw cannotLoad(path, 0, "there is no such file");
    }
    if (path.toLowerCase(Locale.ROOT).endsWith(ModelFiles.SAFETENSORS)) {
      return ModelFiles.weights(path);
    }
    try {
      GgufFile opened = GgufFile.open(file);
      Tokenizer tokenizer = GgufTokenizer.read(opened.metadata());
      return new LoadedModel(path, new LanguageModel(GgufModel.open(opened, compute), tokenizer));
    } catch (TensorFileFault fault) {
      throw cannotLoad(path, fault.offset(), fault.reason());
    }
  }

  private static GuestError cannotLoad(String path, long offset, String reason) {
    return Errors.of(
        ErrorKind.LOAD,
        "cannot load "
            + Show.quote(path)
            + (offset == 0 ? "" : ", byte " + offset)
            + ": "
            + reason);
  }

  @Override
  public @Nullable Object infer(
      @Nullable Object model, @Nullable Object input, Map<String, @Nullable Object> settings) {
    if (!(model instanceof LoadedModel loaded)) {
      if (!Kind.is(model, "model")) {
        throw Errors.type("`infer` takes a model, found " + Kind.withArticle(model));
      }
      return asked(model, input);
    }
    if (!(input instanceof Text text)) {
      throw Errors.type("a language model reads a string, found " + Kind.withArticle(input));
    }
    return Text.of(answer(loaded, text.toString(), new InferSettings(settings)).text());
  }

  /// What a model of the program gives, with nothing dropped.
  private static @Nullable Object asked(@Nullable Object model, @Nullable Object input) {
    Session session = Session.current();
    TensorEngine engine = session.engine();
    session.replaceEngine(new WithoutDropout(engine));
    try {
      return Calls.call(model, new Object[] {input}, NO_NAMES);
    } finally {
      session.replaceEngine(engine);
    }
  }

  private static Answer answer(LoadedModel loaded, String text, InferSettings settings) {
    LanguageModel model = loaded.model();
    int[] prompt = model.tokenizer().encode(text, EncodeOptions.FRAMED);
    Request request =
        new Request(prompt, settings.maxTokens(), settings.sampling(), settings.stops());
    boolean isShown = settings.flag("stream");
    try {
      return model.answer(
          request,
          piece -> {
            Session session = Session.current();
            session.checkInterrupt();
            if (isShown) {
              session.out().print(piece);
              session.out().flush();
            }
            return true;
          });
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(Objects.requireNonNull(wrong.getMessage()));
    }
  }

  @Override
  public Object train(
      @Nullable Object model, @Nullable Object data, Map<String, @Nullable Object> settings) {
    return TrainStatement.run(model, data, settings, compute, progress);
  }

  @Override
  public void save(Object model, String path) {
    ModelFiles.save(model, path);
  }
}
