package org.tosc.driver.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.file.Replacement;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.Text;

/// The files of a training, named or usual: what the doors are asked about is what is read and
/// written.
///
/// @param data that is read where it is a path
/// @param validation the same
/// @param resumed the checkpoint that it goes on from, if there is one; null where it begins anew
/// @param checkpoint that is written; null for none
/// @param plot that is written; null for none
record TrainingFiles(
    @Nullable String data,
    @Nullable String validation,
    @Nullable String resumed,
    @Nullable String checkpoint,
    @Nullable String plot) {
  /// What a checkpoint says of itself, among the facts of its file.
  static final String FORMAT_FACT = "format";

  static final String FORMAT = "tosc-training-1";

  private static final String USUAL_CHECKPOINT = "checkpoint.safetensors";

  static TrainingFiles of(@Nullable Object data, TrainSettings settings) {
    Object resume = settings.value("resume");
    if (!(resume == null || resume instanceof Boolean || resume instanceof Text)) {
      throw Settings.wrong("resume", "a path, true or false", resume);
    }
    boolean goesOn = Boolean.TRUE.equals(resume);
    boolean isSaved = settings.every("save", 1) > 0;
    String named = settings.path("checkpoint");
    String before = text(resume);
    String usual = goesOn || isSaved ? USUAL_CHECKPOINT : null;
    String checkpoint = named != null ? named : before != null ? before : usual;
    return new TrainingFiles(
        text(data),
        text(settings.value("validation")),
        goesOn ? checkpoint : before,
        checkpoint,
        settings.path("plot"));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof Text text ? text.toString() : null;
  }

  /// Asks the session's doors about all of them.
  void require(Session session) {
    require(session, Permission.FS_READ, data);
    require(session, Permission.FS_READ, validation);
    require(session, Permission.READ_MODEL, resumed);
    require(session, Permission.WRITE_MODEL, checkpoint);
    require(session, Permission.FS_WRITE, plot);
  }

  /// Looks whether those that are written have a folder: nobody waits for a training whose result
  /// has no place.
  ///
  /// And whether they are what a training writes: a checkpoint takes no other file's place, and a
  /// plot is an SVG.
  ///
  /// @throws GuestError `IOError`, as `save` raises it; `ValueError` where it would be another file
  void requirePlaces(Session session) {
    requirePlace(session, checkpoint);
    requirePlace(session, plot);
    if (checkpoint != null && !mayBeReplaced(session.resolve(checkpoint))) {
      throw Errors.value(
          "`checkpoint` is "
              + Show.quote(checkpoint)
              + ", a file that is no checkpoint: it would be overwritten");
    }
    if (plot != null && !plot.toLowerCase(Locale.ROOT).endsWith(".svg")) {
      throw Errors.value("`plot` is an .svg, found " + Show.quote(plot));
    }
  }

  private static boolean mayBeReplaced(Path file) {
    if (!Files.exists(file)) {
      return true;
    }
    try (SafetensorsFile before = SafetensorsFile.open(file)) {
      return FORMAT.equals(before.metadata().get(FORMAT_FACT));
    } catch (TensorFileFault other) {
      return false;
    }
  }

  private static void requirePlace(Session session, @Nullable String path) {
    if (path == null) {
      return;
    }
    try {
      Replacement.check(session.resolve(path));
    } catch (IOException e) {
      throw unsaved(path, e);
    }
  }

  /// A file of a training that cannot be written.
  static GuestError unsaved(String path, IOException e) {
    return Errors.io("cannot save " + Show.quote(path) + ": " + FileReason.ofWriting(e));
  }

  private static void require(Session session, Permission permission, @Nullable String path) {
    if (path != null) {
      session.require(permission, "train(" + Show.quote(path) + ")");
    }
  }
}
