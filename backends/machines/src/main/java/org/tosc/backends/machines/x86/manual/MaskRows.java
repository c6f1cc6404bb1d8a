package org.tosc.backends.machines.x86.manual;

/// Instructions on mask registers (SDM volume 2, chapters 3 to 5).
final class MaskRows {
  private MaskRows() {}

  /// All of them.
  static final String ROWS =
      """
      VEX.256.66.0F.W0 41 /r r    kandb Kg,Kv,Kr
      VEX.256.66.0F.W0 42 /r r    kandnb Kg,Kv,Kr
      VEX.256.66.0F.W0 45 /r r    korb Kg,Kv,Kr
      VEX.256.66.0F.W0 46 /r r    kxnorb Kg,Kv,Kr
      VEX.256.66.0F.W0 47 /r r    kxorb Kg,Kv,Kr
      VEX.256.66.0F.W0 4A /r r    kaddb Kg,Kv,Kr
      VEX.128.66.0F.W0 44 /r r    knotb Kg,Kr
      VEX.128.66.0F.W0 98 /r r    kortestb Kg,Kr
      VEX.128.66.0F.W0 99 /r r    ktestb Kg,Kr
      VEX.128.66.0F.W0 90 /r      kmovb Kg,KMb
      VEX.128.66.0F.W0 91 /r m    kmovb Mb,Kg
      VEX.256.NP.0F.W0 41 /r r    kandw Kg,Kv,Kr
      VEX.256.NP.0F.W0 42 /r r    kandnw Kg,Kv,Kr
      VEX.256.NP.0F.W0 45 /r r    korw Kg,Kv,Kr
      VEX.256.NP.0F.W0 46 /r r    kxnorw Kg,Kv,Kr
      VEX.256.NP.0F.W0 47 /r r    kxorw Kg,Kv,Kr
      VEX.256.NP.0F.W0 4A /r r    kaddw Kg,Kv,Kr
      VEX.128.NP.0F.W0 44 /r r    knotw Kg,Kr
      VEX.128.NP.0F.W0 98 /r r    kortestw Kg,Kr
      VEX.128.NP.0F.W0 99 /r r    ktestw Kg,Kr
      VEX.128.NP.0F.W0 90 /r      kmovw Kg,KMw
      VEX.128.NP.0F.W0 91 /r m    kmovw Mw,Kg
      VEX.256.66.0F.W1 41 /r r    kandd Kg,Kv,Kr
      VEX.256.66.0F.W1 42 /r r    kandnd Kg,Kv,Kr
      VEX.256.66.0F.W1 45 /r r    kord Kg,Kv,Kr
      VEX.256.66.0F.W1 46 /r r    kxnord Kg,Kv,Kr
      VEX.256.66.0F.W1 47 /r r    kxord Kg,Kv,Kr
      VEX.256.66.0F.W1 4A /r r    kaddd Kg,Kv,Kr
      VEX.128.66.0F.W1 44 /r r    knotd Kg,Kr
      VEX.128.66.0F.W1 98 /r r    kortestd Kg,Kr
      VEX.128.66.0F.W1 99 /r r    ktestd Kg,Kr
      VEX.128.66.0F.W1 90 /r      kmovd Kg,KMd
      VEX.128.66.0F.W1 91 /r m    kmovd Md,Kg
      VEX.256.NP.0F.W1 41 /r r    kandq Kg,Kv,Kr
      VEX.256.NP.0F.W1 42 /r r    kandnq Kg,Kv,Kr
      VEX.256.NP.0F.W1 45 /r r    korq Kg,Kv,Kr
      VEX.256.NP.0F.W1 46 /r r    kxnorq Kg,Kv,Kr
      VEX.256.NP.0F.W1 47 /r r    kxorq Kg,Kv,Kr
      VEX.256.NP.0F.W1 4A /r r    kaddq Kg,Kv,Kr
      VEX.128.NP.0F.W1 44 /r r    knotq Kg,Kr
      VEX.128.NP.0F.W1 98 /r r    kortestq Kg,Kr
      VEX.128.NP.0F.W1 99 /r r    ktestq Kg,Kr
      VEX.128.NP.0F.W1 90 /r      kmovq Kg,KMq
      VEX.128.NP.0F.W1 91 /r m    kmovq Mq,Kg
      VEX.128.66.0F.W0 92 /r r    kmovb Kg,Rd
      VEX.128.66.0F.W0 93 /r r    kmovb Gd,Kr
      VEX.128.NP.0F.W0 92 /r r    kmovw Kg,Rd
      VEX.128.NP.0F.W0 93 /r r    kmovw Gd,Kr
      VEX.128.F2.0F.W0 92 /r r    kmovd Kg,Rd
      VEX.128.F2.0F.W0 93 /r r    kmovd Gd,Kr
      VEX.128.F2.0F.W1 92 /r r    kmovq Kg,Rq
      VEX.128.F2.0F.W1 93 /r r    kmovq Gq,Kr
      VEX.128.66.0F3A.W0 32 /r r  kshiftlb Kg,Kr,Ib
      VEX.128.66.0F3A.W0 30 /r r  kshiftrb Kg,Kr,Ib
      VEX.128.66.0F3A.W1 32 /r r  kshiftlw Kg,Kr,Ib
      VEX.128.66.0F3A.W1 30 /r r  kshiftrw Kg,Kr,Ib
      VEX.128.66.0F3A.W0 33 /r r  kshiftld Kg,Kr,Ib
      VEX.128.66.0F3A.W0 31 /r r  kshiftrd Kg,Kr,Ib
      VEX.128.66.0F3A.W1 33 /r r  kshiftlq Kg,Kr,Ib
      VEX.128.66.0F3A.W1 31 /r r  kshiftrq Kg,Kr,Ib
      VEX.256.66.0F.W0 4B /r r    kunpckbw Kg,Kv,Kr
      VEX.256.NP.0F.W0 4B /r r    kunpckwd Kg,Kv,Kr
      VEX.256.NP.0F.W1 4B /r r    kunpckdq Kg,Kv,Kr
      """;
}
