package org.tosc.driver.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.Message;
import org.tosc.models.chat.Role;
import org.tosc.models.compute.Compute;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Drafted;
import org.tosc.models.generate.Drafting;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.load.Models;
import org.tosc.models.load.OpenModel;
import org.tosc.models.train.ProgressLine;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.ModelRuntime;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.Text;

/// Run-time statements on models, computed by an engine.
public final class ModelStatements implements ModelRuntime {
  private final Supplier<EngineCompute> compute;
  private final ProgressLine.Style progress;
  private final Servers servers = new Servers();
  private final Map<@Nullable Object, LastTraining> lastTrainings =
      Collections.synchronizedMap(new WeakHashMap<>());

  public ModelStatements(EngineCompute compute) {
    this(compute, ProgressLine.Style.NONE);
  }

  public ModelStatements(EngineCompute compute, ProgressLine.Style progress) {
    this(() -> compute, progress);
  }

  /// @param compute asked when a statement needs it: most programs have none, and to look for this
  ///   machine's features takes longer than they run
  /// @param progress how runs of training tell how far they are
  public ModelStatements(Supplier<EngineCompute> compute, ProgressLine.Style progress) {
    this.compute = compute;
    this.progress = progress;
  }

  @Override
  public Object load(String path) {
    Path file = found(path);
    try {
      if (path.toLowerCase(Locale.ROOT).endsWith(ModelFiles.SAFETENSORS)) {
        return ModelFiles.weights(path);
      }
      return loaded(path, Models.open(file, own()));
    } catch (TensorFileFault fault) {
      throw cannotLoad(path, file, fault);
    }
  }

  /// Says which file of a folder is meant, where it is another one than the one that was named.
  private static GuestError cannotLoad(String path, Path file, TensorFileFault fault) {
    Path named = file.toAbsolutePath().normalize();
    Path folder = Files.isDirectory(named) ? named : Objects.requireNonNull(named.getParent());
    Path wrong = folder.resolve(fault.file()).normalize();
    if (wrong.equals(named) || fault.file().equals(file.toString())) {
      return cannotLoad(path, fault.offset(), fault.reason());
    }
    String inside =
        Show.quote((wrong.startsWith(folder) ? folder.relativize(wrong) : wrong).toString());
    String where = fault.offset() == 0 ? inside : "byte " + fault.offset() + " of " + inside;
    return Errors.of(
        ErrorKind.LOAD, "cannot load " + Show.quote(path) + ", " + where + ": " + fault.reason());
  }

  @Override
  public Object create(List<String> texts, Map<String, Long> settings) {
    return NewModel.of(texts, settings, own());
  }

  /// The program's own engine.
  private EngineCompute own() {
    return compute.get().heardBy(Session.current().monitor());
  }

  /// The engine where the program is now.
  private EngineCompute onDevice() {
    return own().in(Session.current());
  }

  /// The same for whole models, with the fallback of its block.
  private Compute here() {
    EngineCompute device = onDevice();
    return Session.current().mayFallBack() ? new FallingBack(device, own()) : device;
  }

  private static Object loaded(String path, OpenModel model) {
    try {
      return model.architecture().isCausal()
          ? new LoadedModel(path, model)
          : new LoadedEncoder(path, model);
    } catch (RuntimeException fault) {
      model.close();
      throw fault;
    }
  }

  private static Path found(String path) {
    Session session = Session.current();
    try {
      return new NamedModels(session.directory(), session.environment())
          .find(path, session.resolve(path));
    } catch (TensorFileFault fault) {
      throw cannotLoad(fault.file(), fault.offset(), fault.reason());
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
    if (!(model instanceof LoadedModel)) {
      requireNone(settings, model);
    }
    return switch (model) {
      case LoadedModel loaded ->
          Text.of(answer(loaded, text(input), new InferSettings(new Settings(settings))).text());
      case LoadedEncoder encoder -> embedding(encoder, text(input));
      case null, default -> {
        if (!Kind.is(model, "model")) {
          throw Errors.type("`infer` takes a model, found " + Kind.withArticle(model));
        }
        yield Asked.of(model, input);
      }
    };
  }

  /// What other models give is decided by their input alone.
  private static void requireNone(Map<String, @Nullable Object> settings, @Nullable Object model) {
    settings.forEach(
        (name, value) -> {
          if (value != null) {
            throw Errors.type(
                "`" + name + "` is for language models, found " + Kind.withArticle(model));
          }
        });
  }

  private static String text(@Nullable Object input) {
    if (input instanceof Text text) {
      return text.toString();
    }
    throw Errors.type("a language model reads a string, found " + Kind.withArticle(input));
  }

  private Tensor embedding(LoadedEncoder encoder, String text) {
    try {
      return encoder.embedding(text, here());
    } catch (IllegalArgumentException tooLong) {
      throw Errors.value(Objects.requireNonNull(tooLong.getMessage()));
    }
  }

  @Override
  public Object deploy(
      @Nullable Object model, @Nullable Object port, Map<String, @Nullable Object> settings) {
    return servers.start(
        new DeploySettings(new Settings(settings), servers.door(), here()).deployment(model, port));
  }

  @Override
  public void awaitServers() {
    servers.await();
  }

  /// A model that was made for conversations is asked as it is used to, unless the text is to be
  /// taken as it is.
  private static int[] prompt(LanguageModel model, String text, InferSettings settings) {
    if (!settings.isConversation(model.isForChat())) {
      return model.prompt(text);
    }
    List<Message> conversation = new ArrayList<>();
    String system = settings.system();
    if (system != null) {
      conversation.add(new Message(Role.SYSTEM, system));
    }
    conversation.add(new Message(Role.USER, text));
    return model.prompt(conversation);
  }

  private Answer answer(LoadedModel loaded, String text, InferSettings settings) {
    Compute here = here();
    LanguageModel model = loaded.on(here);
    int[] prompt = prompt(model, text, settings);
    Request request =
        new Request(prompt, settings.maxTokens(), settings.sampling(), settings.stops());
    boolean isShown = settings.isShown();
    Predicate<String> listener =
        piece -> {
          Session session = Session.current();
          session.checkInterrupt();
          if (isShown) {
            session.out().print(piece);
            session.out().flush();
          }
          return true;
        };
    try (var _ = Session.current().interruption().attentive()) {
      Drafting drafting = settings.drafting(here);
      if (drafting == null) {
        return model.answer(request, listener);
      }
      Answer answer = model.answer(request, drafting, listener);
      Drafted drafted = answer.drafted();
      Session.current().monitor().drafted(drafted.proposed(), drafted.accepted());
      return answer;
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(Objects.requireNonNull(wrong.getMessage()));
    }
  }

  @Override
  public Object train(
      @Nullable Object model, @Nullable Object data, Map<String, @Nullable Object> settings) {
    LastTraining last = lastTrainings.get(model);
    LastTraining now = new LastTraining(data, settings);
    if (data == null && last != null) {
      now = last.goneOn(settings);
    }
    try (var _ = Session.current().interruption().attentive()) {
      Object result = TrainStatement.run(model, now.data(), now.settings(), onDevice(), progress);
      lastTrainings.put(model, now);
      return result;
    }
  }

  @Override
  public void save(Object model, String path) {
    ModelFiles.save(model, path);
  }
}
