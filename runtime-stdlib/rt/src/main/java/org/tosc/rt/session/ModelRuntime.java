package org.tosc.rt.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;

/// What run-time statements do with models (languages.md, section 1.5). Who runs a program brings
/// it; permissions are checked before it is asked. Values are those of guest code.
public interface ModelRuntime {
  /// Used where a session has no other: every statement raises `Unavailable`.
  ModelRuntime NONE =
      new ModelRuntime() {
        @Override
        public Object load(String path) {
          throw unavailable("load");
        }

        @Override
        public @Nullable Object infer(
            @Nullable Object model,
            @Nullable Object input,
            Map<String, @Nullable Object> settings) {
          throw unavailable("infer");
        }

        @Override
        public Object train(
            @Nullable Object model, @Nullable Object data, Map<String, @Nullable Object> settings) {
          throw unavailable("train");
        }

        @Override
        public void save(Object model, String path) {
          throw unavailable("save");
        }
      };

  private static RuntimeException unavailable(String statement) {
    return Errors.unavailable("`" + statement + "` of models is not available here");
  }

  /// The model of a file, a directory, or a name of the registry. It raises `LoadError` where there
  /// is none, with the byte and the reason.
  ///
  /// @param path as the program has it
  Object load(String path);

  /// A language model of random weights whose vocabulary is learnt from texts.
  ///
  /// @param settings `vocabulary`, `layers`, `width`, `heads`, `kv_heads`, `feed_forward` and
  ///   `context`, each an int; 0 where a program does not say
  default Object create(List<String> texts, Map<String, Long> settings) {
    throw unavailable("language_model");
  }

  /// What a model says to an input: text to text for language models, tensor to tensor.
  ///
  /// @param input nil where the statement has none
  @Nullable Object infer(
      @Nullable Object model, @Nullable Object input, Map<String, @Nullable Object> settings);

  /// Serves a model on a port, from now until the server is stopped. It raises `IOError` where the
  /// port cannot be had.
  ///
  /// @return the server
  default Object deploy(
      @Nullable Object model, @Nullable Object port, Map<String, @Nullable Object> settings) {
    throw unavailable("deploy");
  }

  /// Waits until no model is served any more; asked by who runs a program, in its session, when the
  /// program has come to its end.
  default void awaitServers() {}

  /// Changes a model's parameters so that it gives the targets of examples.
  ///
  /// @param data nil where the statement has none
  /// @return a dict with `loss`, `history`, `steps` and `validation`
  Object train(
      @Nullable Object model, @Nullable Object data, Map<String, @Nullable Object> settings);

  /// Writes a model's parameters, or weights by name, into a file.
  ///
  /// @param model a model or a dict of tensors
  void save(Object model, String path);
}
