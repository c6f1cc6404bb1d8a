package org.tosc.rt.error;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/// What an error of the file system means, in words. The JDK's own message is often the path and
/// nothing else.
///
/// ```java
/// throw Errors.io("cannot read " + Show.quote(path) + ": " + FileReason.of(fault));
/// ```
public final class FileReason {
  private static final String NO_FOLDER = "a part of its path is not a directory";

  private FileReason() {}

  /// Why a file was not read.
  public static String of(Exception fault) {
    return switch (fault) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "access is denied";
      case NotDirectoryException _ -> "it is not a directory";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      case FileAlreadyExistsException _ -> "it exists already";
      case FileSystemException system -> system(system);
      case UncheckedIOException wrapped -> of(Objects.requireNonNull(wrapped.getCause()));
      default -> sentence(fault.getMessage() == null ? fault.toString() : fault.getMessage());
    };
  }

  /// Why a file was not written: what is not there is the directory that it was to be in.
  public static String ofWriting(Exception fault) {
    return switch (fault) {
      case NoSuchFileException _ -> "there is no such directory";
      case NotDirectoryException _ -> NO_FOLDER;
      case UncheckedIOException wrapped -> ofWriting(Objects.requireNonNull(wrapped.getCause()));
      default -> of(fault);
    };
  }

  /// An error with the file that it is about, where it names one.
  public static String told(Exception fault) {
    if (!(fault instanceof FileSystemException system) || system.getFile() == null) {
      return of(fault);
    }
    boolean isAbsent = fault instanceof NoSuchFileException;
    return "`"
        + system.getFile()
        + "`: "
        + (isAbsent ? "there is no such file or directory" : of(fault));
  }

  private static String system(FileSystemException fault) {
    String reason = fault.getReason();
    return reason == null ? "the system does not allow it" : sentence(reason);
  }

  /// The system's own words as ours.
  private static String sentence(String words) {
    return switch (words) {
      case "Is a directory" -> "it is a directory";
      case "Not a directory" -> NO_FOLDER;
      case "No space left on device" -> "there is no space left";
      case "File name too long" -> "the name is too long";
      default -> words;
    };
  }
}
