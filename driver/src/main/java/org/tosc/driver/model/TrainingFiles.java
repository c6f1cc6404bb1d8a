package org.tosc.driver.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.file.Replacement;
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
  /// @throws GuestError `IOError`, as `save` raises it
  void requirePlaces(Session session) {
    requirePlace(session, checkpoint);
    requirePlace(session, plot);
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
