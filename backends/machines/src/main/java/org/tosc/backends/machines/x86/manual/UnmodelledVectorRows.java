package org.tosc.backends.machines.x86.manual;

/// MMX, SHA, SSE4A: defined, but not in this model.
final class UnmodelledVectorRows {
  private UnmodelledVectorRows() {}

  /// Opcodes.
  static final String ROWS =
      """
      NP 0F 60 /r    mmx         unmodelled
      NP 0F 61 /r    mmx         unmodelled
      NP 0F 62 /r    mmx         unmodelled
      NP 0F 63 /r    mmx         unmodelled
      NP 0F 64 /r    mmx         unmodelled
      NP 0F 65 /r    mmx         unmodelled
      NP 0F 66 /r    mmx         unmodelled
      NP 0F 67 /r    mmx         unmodelled
      NP 0F 68 /r    mmx         unmodelled
      NP 0F 69 /r    mmx         unmodelled
      NP 0F 6A /r    mmx         unmodelled
      NP 0F 6B /r    mmx         unmodelled
      NP 0F 6E /r    mmx         unmodelled
      NP 0F 6F /r    mmx         unmodelled
      NP 0F 70 /r    mmx         unmodelled
      NP 0F 71 /r    mmx         unmodelled
      NP 0F 72 /r    mmx         unmodelled
      NP 0F 73 /r    mmx         unmodelled
      NP 0F 74 /r    mmx         unmodelled
      NP 0F 75 /r    mmx         unmodelled
      NP 0F 76 /r    mmx         unmodelled
      NP 0F 7E /r    mmx         unmodelled
      NP 0F 7F /r    mmx         unmodelled
      NP 0F C4 /r    mmx         unmodelled
      NP 0F C5 /r    mmx         unmodelled
      NP 0F D1 /r    mmx         unmodelled
      NP 0F D2 /r    mmx         unmodelled
      NP 0F D3 /r    mmx         unmodelled
      NP 0F D4 /r    mmx         unmodelled
      NP 0F D5 /r    mmx         unmodelled
      NP 0F D7 /r    mmx         unmodelled
      NP 0F D8 /r    mmx         unmodelled
      NP 0F D9 /r    mmx         unmodelled
      NP 0F DA /r    mmx         unmodelled
      NP 0F DB /r    mmx         unmodelled
      NP 0F DC /r    mmx         unmodelled
      NP 0F DD /r    mmx         unmodelled
      NP 0F DE /r    mmx         unmodelled
      NP 0F DF /r    mmx         unmodelled
      NP 0F E0 /r    mmx         unmodelled
      NP 0F E1 /r    mmx         unmodelled
      NP 0F E2 /r    mmx         unmodelled
      NP 0F E3 /r    mmx         unmodelled
      NP 0F E4 /r    mmx         unmodelled
      NP 0F E5 /r    mmx         unmodelled
      NP 0F E7 /r    mmx         unmodelled
      NP 0F E8 /r    mmx         unmodelled
      NP 0F E9 /r    mmx         unmodelled
      NP 0F EA /r    mmx         unmodelled
      NP 0F EB /r    mmx         unmodelled
      NP 0F EC /r    mmx         unmodelled
      NP 0F ED /r    mmx         unmodelled
      NP 0F EE /r    mmx         unmodelled
      NP 0F EF /r    mmx         unmodelled
      NP 0F F1 /r    mmx         unmodelled
      NP 0F F2 /r    mmx         unmodelled
      NP 0F F3 /r    mmx         unmodelled
      NP 0F F4 /r    mmx         unmodelled
      NP 0F F5 /r    mmx         unmodelled
      NP 0F F6 /r    mmx         unmodelled
      NP 0F F7 /r    mmx         unmodelled
      NP 0F F8 /r    mmx         unmodelled
      NP 0F F9 /r    mmx         unmodelled
      NP 0F FA /r    mmx         unmodelled
      NP 0F FB /r    mmx         unmodelled
      NP 0F FC /r    mmx         unmodelled
      NP 0F FD /r    mmx         unmodelled
      NP 0F FE /r    mmx         unmodelled
      NP 0F38 00 /r  mmx         unmodelled
      NP 0F38 01 /r  mmx         unmodelled
      NP 0F38 02 /r  mmx         unmodelled
      NP 0F38 03 /r  mmx         unmodelled
      NP 0F38 04 /r  mmx         unmodelled
      NP 0F38 05 /r  mmx         unmodelled
      NP 0F38 06 /r  mmx         unmodelled
      NP 0F38 07 /r  mmx         unmodelled
      NP 0F38 08 /r  mmx         unmodelled
      NP 0F38 09 /r  mmx         unmodelled
      NP 0F38 0A /r  mmx         unmodelled
      NP 0F38 0B /r  mmx         unmodelled
      NP 0F38 1C /r  mmx         unmodelled
      NP 0F38 1D /r  mmx         unmodelled
      NP 0F38 1E /r  mmx         unmodelled
      NP 0F3A 0F /r  mmx         unmodelled
      NP 0F 77       emms        unmodelled
      NP 0F 2A /r    mmx         unmodelled
      NP 0F 2C /r    mmx         unmodelled
      NP 0F 2D /r    mmx         unmodelled
      66 0F 2A /r    mmx         unmodelled
      66 0F 2C /r    mmx         unmodelled
      66 0F 2D /r    mmx         unmodelled
      F2 0F D6 /r    mmx         unmodelled
      F3 0F D6 /r    mmx         unmodelled
      NP 0F38 C8 /r  sha         unmodelled
      NP 0F38 C9 /r  sha         unmodelled
      NP 0F38 CA /r  sha         unmodelled
      NP 0F38 CB /r  sha         unmodelled
      NP 0F38 CC /r  sha         unmodelled
      NP 0F38 CD /r  sha         unmodelled
      NP 0F3A CC /r  sha         unmodelled
      F3 0F38 D8 /r  key locker  unmodelled
      F3 0F38 DC /r  key locker  unmodelled
      F3 0F38 DD /r  key locker  unmodelled
      F3 0F38 DE /r  key locker  unmodelled
      F3 0F38 DF /r  key locker  unmodelled
      F3 0F3A F0 /r  hreset      unmodelled
      66 0F 78 /r    extrq       unmodelled
      66 0F 79 /r    extrq       unmodelled
      F2 0F 78 /r    insertq     unmodelled
      F2 0F 79 /r    insertq     unmodelled
      F2 0F 2B /r    movntsd     unmodelled
      F3 0F 2B /r    movntss     unmodelled
      """;
}
