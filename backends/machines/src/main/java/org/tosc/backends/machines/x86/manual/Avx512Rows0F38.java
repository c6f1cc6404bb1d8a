package org.tosc.backends.machines.x86.manual;

/// AVX-512 of map `0F 38` (SDM volume 2, chapters 3 to 5).
final class Avx512Rows0F38 {
  private Avx512Rows0F38() {}

  /// `EVEX.0F38 00` to `8F`.
  static final String LOWER =
      """
      EVEX.66.0F38.W0 2A /r m      vmovntdqa Vx,Mx
      EVEX.66.0F38.W0 13 /r        vcvtph2ps Vx{kz},Wh          sae
      EVEX.66.0F38.W1 29 /r        vpcmpeqq Kg{k},Hx,Wx/b64
      EVEX.66.0F38.W1 37 /r        vpcmpgtq Kg{k},Hx,Wx/b64
      EVEX.66.0F38 00 /r           vpshufb Vx{kz},Hx,Wx
      EVEX.66.0F38 04 /r           vpmaddubsw Vx{kz},Hx,Wx
      EVEX.66.0F38 0B /r           vpmulhrsw Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 28 /r        vpmuldq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 2B /r        vpackusdw Vx{kz},Hx,Wx/b32
      EVEX.66.0F38 38 /r           vpminsb Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 39 /r        vpminsd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38 3A /r           vpminuw Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 3B /r        vpminud Vx{kz},Hx,Wx/b32
      EVEX.66.0F38 3C /r           vpmaxsb Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 3D /r        vpmaxsd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38 3E /r           vpmaxuw Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 3F /r        vpmaxud Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 40 /r        vpmulld Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 39 /r        vpminsq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 3B /r        vpminuq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 3D /r        vpmaxsq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 3F /r        vpmaxuq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 40 /r        vpmullq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38 1C /r           vpabsb Vx{kz},Wx
      EVEX.66.0F38 1D /r           vpabsw Vx{kz},Wx
      EVEX.66.0F38.W0 1E /r        vpabsd Vx{kz},Wx/b32
      EVEX.66.0F38.W1 1F /r        vpabsq Vx{kz},Wx/b64
      EVEX.66.0F38.W0 45 /r        vpsrlvd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 45 /r        vpsrlvq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 46 /r        vpsravd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 46 /r        vpsravq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 47 /r        vpsllvd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 47 /r        vpsllvq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 10 /r        vpsrlvw Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 11 /r        vpsravw Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 12 /r        vpsllvw Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 14 /r        vprorvd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 14 /r        vprorvq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 15 /r        vprolvd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 15 /r        vprolvq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38 20 /r           vpmovsxbw Vx{kz},Wh
      EVEX.66.0F38 30 /r           vpmovzxbw Vx{kz},Wh
      EVEX.66.0F38 21 /r           vpmovsxbd Vx{kz},Wf
      EVEX.66.0F38 31 /r           vpmovzxbd Vx{kz},Wf
      EVEX.66.0F38 22 /r           vpmovsxbq Vx{kz},We
      EVEX.66.0F38 32 /r           vpmovzxbq Vx{kz},We
      EVEX.66.0F38 23 /r           vpmovsxwd Vx{kz},Wh
      EVEX.66.0F38 33 /r           vpmovzxwd Vx{kz},Wh
      EVEX.66.0F38 24 /r           vpmovsxwq Vx{kz},Wf
      EVEX.66.0F38 34 /r           vpmovzxwq Vx{kz},Wf
      EVEX.66.0F38.W0 25 /r        vpmovsxdq Vx{kz},Wh
      EVEX.66.0F38.W0 35 /r        vpmovzxdq Vx{kz},Wh
      EVEX.F3.0F38.W0 10 /r        vpmovuswb Wh{kz},Vx
      EVEX.F3.0F38.W0 20 /r        vpmovswb Wh{kz},Vx
      EVEX.F3.0F38.W0 30 /r        vpmovwb Wh{kz},Vx
      EVEX.F3.0F38.W0 11 /r        vpmovusdb Wf{kz},Vx
      EVEX.F3.0F38.W0 21 /r        vpmovsdb Wf{kz},Vx
      EVEX.F3.0F38.W0 31 /r        vpmovdb Wf{kz},Vx
      EVEX.F3.0F38.W0 12 /r        vpmovusqb We{kz},Vx
      EVEX.F3.0F38.W0 22 /r        vpmovsqb We{kz},Vx
      EVEX.F3.0F38.W0 32 /r        vpmovqb We{kz},Vx
      EVEX.F3.0F38.W0 13 /r        vpmovusdw Wh{kz},Vx
      EVEX.F3.0F38.W0 23 /r        vpmovsdw Wh{kz},Vx
      EVEX.F3.0F38.W0 33 /r        vpmovdw Wh{kz},Vx
      EVEX.F3.0F38.W0 14 /r        vpmovusqw Wf{kz},Vx
      EVEX.F3.0F38.W0 24 /r        vpmovsqw Wf{kz},Vx
      EVEX.F3.0F38.W0 34 /r        vpmovqw Wf{kz},Vx
      EVEX.F3.0F38.W0 15 /r        vpmovusqd Wh{kz},Vx
      EVEX.F3.0F38.W0 25 /r        vpmovsqd Wh{kz},Vx
      EVEX.F3.0F38.W0 35 /r        vpmovqd Wh{kz},Vx
      EVEX.66.0F38.W0 18 /r        vbroadcastss Vx{kz},Wd
      EVEX.256.66.0F38.W1 19 /r    vbroadcastsd Vx{kz},Wq
      EVEX.512.66.0F38.W1 19 /r    vbroadcastsd Vx{kz},Wq
      EVEX.256.66.0F38.W0 19 /r    vbroadcastf32x2 Vx{kz},Wq
      EVEX.512.66.0F38.W0 19 /r    vbroadcastf32x2 Vx{kz},Wq
      EVEX.256.66.0F38.W0 1A /r m  vbroadcastf32x4 Vx{kz},Mo
      EVEX.256.66.0F38.W1 1A /r m  vbroadcastf64x2 Vx{kz},Mo
      EVEX.512.66.0F38.W0 1A /r m  vbroadcastf32x4 Vx{kz},Mo
      EVEX.512.66.0F38.W1 1A /r m  vbroadcastf64x2 Vx{kz},Mo
      EVEX.512.66.0F38.W0 1B /r m  vbroadcastf32x8 Vx{kz},Mt
      EVEX.512.66.0F38.W1 1B /r m  vbroadcastf64x4 Vx{kz},Mt
      EVEX.66.0F38.W1 59 /r        vpbroadcastq Vx{kz},Wq
      EVEX.66.0F38.W0 59 /r        vbroadcasti32x2 Vx{kz},Wq
      EVEX.256.66.0F38.W0 5A /r m  vbroadcasti32x4 Vx{kz},Mo
      EVEX.256.66.0F38.W1 5A /r m  vbroadcasti64x2 Vx{kz},Mo
      EVEX.512.66.0F38.W0 5A /r m  vbroadcasti32x4 Vx{kz},Mo
      EVEX.512.66.0F38.W1 5A /r m  vbroadcasti64x2 Vx{kz},Mo
      EVEX.512.66.0F38.W0 5B /r m  vbroadcasti32x8 Vx{kz},Mt
      EVEX.512.66.0F38.W1 5B /r m  vbroadcasti64x4 Vx{kz},Mt
      EVEX.66.0F38.W0 78 /r        vpbroadcastb Vx{kz},Wb
      EVEX.66.0F38.W0 79 /r        vpbroadcastw Vx{kz},Ww
      EVEX.66.0F38.W0 58 /r        vpbroadcastd Vx{kz},Wd
      EVEX.66.0F38.W0 7A /r r      vpbroadcastb Vx{kz},Rd
      EVEX.66.0F38.W0 7B /r r      vpbroadcastw Vx{kz},Rd
      EVEX.66.0F38.W0 7C /r r      vpbroadcastd Vx{kz},Rd
      EVEX.66.0F38.W1 7C /r r      vpbroadcastq Vx{kz},Rq
      EVEX.F3.0F38.W1 2A /r r      vpbroadcastmb2q Vx,Kr
      EVEX.F3.0F38.W0 3A /r r      vpbroadcastmw2d Vx,Kr
      EVEX.66.0F38.W0 0C /r        vpermilps Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 0D /r        vpermilpd Vx{kz},Hx,Wx/b64
      EVEX.256.66.0F38.W0 36 /r    vpermd Vx{kz},Hx,Wx/b32
      EVEX.256.66.0F38.W1 36 /r    vpermq Vx{kz},Hx,Wx/b64
      EVEX.256.66.0F38.W0 16 /r    vpermps Vx{kz},Hx,Wx/b32
      EVEX.256.66.0F38.W1 16 /r    vpermpd Vx{kz},Hx,Wx/b64
      EVEX.512.66.0F38.W0 36 /r    vpermd Vx{kz},Hx,Wx/b32
      EVEX.512.66.0F38.W1 36 /r    vpermq Vx{kz},Hx,Wx/b64
      EVEX.512.66.0F38.W0 16 /r    vpermps Vx{kz},Hx,Wx/b32
      EVEX.512.66.0F38.W1 16 /r    vpermpd Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 8D /r        vpermb Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 8D /r        vpermw Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 75 /r        vpermi2b Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 75 /r        vpermi2w Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 76 /r        vpermi2d Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 76 /r        vpermi2q Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 77 /r        vpermi2ps Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 77 /r        vpermi2pd Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 7D /r        vpermt2b Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 7D /r        vpermt2w Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 7E /r        vpermt2d Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 7E /r        vpermt2q Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 7F /r        vpermt2ps Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W1 7F /r        vpermt2pd Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 2C /r        vscalefps Vx{kz},Hx,Wx/b32   er
      EVEX.LIG.66.0F38.W0 2D /r    vscalefss Vo{kz},Ho,Wd       er
      EVEX.66.0F38.W0 42 /r        vgetexpps Vx{kz},Wx/b32      sae
      EVEX.LIG.66.0F38.W0 43 /r    vgetexpss Vo{kz},Ho,Wd       sae
      EVEX.66.0F38.W0 4C /r        vrcp14ps Vx{kz},Wx/b32
      EVEX.LIG.66.0F38.W0 4D /r    vrcp14ss Vo{kz},Ho,Wd
      EVEX.66.0F38.W0 4E /r        vrsqrt14ps Vx{kz},Wx/b32
      EVEX.LIG.66.0F38.W0 4F /r    vrsqrt14ss Vo{kz},Ho,Wd
      EVEX.66.0F38.W0 65 /r        vblendmps Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 88 /r        vexpandps Vx{kz},Wx          n4
      EVEX.66.0F38.W0 8A /r        vcompressps Wx{kz},Vx        n4
      EVEX.66.0F38.W0 64 /r        vpblendmd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 66 /r        vpblendmb Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 89 /r        vpexpandd Vx{kz},Wx          n4
      EVEX.66.0F38.W0 8B /r        vpcompressd Wx{kz},Vx        n4
      EVEX.66.0F38.W0 62 /r        vpexpandb Vx{kz},Wx          n1
      EVEX.66.0F38.W0 63 /r        vpcompressb Wx{kz},Vx        n1
      EVEX.66.0F38.W0 54 /r        vpopcntb Vx{kz},Wx
      EVEX.66.0F38.W0 55 /r        vpopcntd Vx{kz},Wx/b32
      EVEX.66.0F38.W0 44 /r        vplzcntd Vx{kz},Wx/b32
      EVEX.66.0F38.W0 27 /r        vptestmd Kg{k},Hx,Wx/b32
      EVEX.F3.0F38.W0 27 /r        vptestnmd Kg{k},Hx,Wx/b32
      EVEX.66.0F38.W0 26 /r        vptestmb Kg{k},Hx,Wx
      EVEX.F3.0F38.W0 26 /r        vptestnmb Kg{k},Hx,Wx
      EVEX.66.0F38.W0 71 /r        vpshldvd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 73 /r        vpshrdvd Vx{kz},Hx,Wx/b32
      EVEX.F3.0F38.W0 28 /r r      vpmovm2b Vx,Kr
      EVEX.F3.0F38.W0 38 /r r      vpmovm2d Vx,Kr
      EVEX.F3.0F38.W0 29 /r r      vpmovb2m Kg,Ux
      EVEX.F3.0F38.W0 39 /r r      vpmovd2m Kg,Ux
      EVEX.66.0F38.W1 2C /r        vscalefpd Vx{kz},Hx,Wx/b64   er
      EVEX.LIG.66.0F38.W1 2D /r    vscalefsd Vo{kz},Ho,Wq       er
      EVEX.66.0F38.W1 42 /r        vgetexppd Vx{kz},Wx/b64      sae
      EVEX.LIG.66.0F38.W1 43 /r    vgetexpsd Vo{kz},Ho,Wq       sae
      EVEX.66.0F38.W1 4C /r        vrcp14pd Vx{kz},Wx/b64
      EVEX.LIG.66.0F38.W1 4D /r    vrcp14sd Vo{kz},Ho,Wq
      EVEX.66.0F38.W1 4E /r        vrsqrt14pd Vx{kz},Wx/b64
      EVEX.LIG.66.0F38.W1 4F /r    vrsqrt14sd Vo{kz},Ho,Wq
      EVEX.66.0F38.W1 65 /r        vblendmpd Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 88 /r        vexpandpd Vx{kz},Wx          n8
      EVEX.66.0F38.W1 8A /r        vcompresspd Wx{kz},Vx        n8
      EVEX.66.0F38.W1 64 /r        vpblendmq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 66 /r        vpblendmw Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 89 /r        vpexpandq Vx{kz},Wx          n8
      EVEX.66.0F38.W1 8B /r        vpcompressq Wx{kz},Vx        n8
      EVEX.66.0F38.W1 62 /r        vpexpandw Vx{kz},Wx          n2
      EVEX.66.0F38.W1 63 /r        vpcompressw Wx{kz},Vx        n2
      EVEX.66.0F38.W1 54 /r        vpopcntw Vx{kz},Wx
      EVEX.66.0F38.W1 55 /r        vpopcntq Vx{kz},Wx/b64
      EVEX.66.0F38.W1 44 /r        vplzcntq Vx{kz},Wx/b64
      EVEX.66.0F38.W1 27 /r        vptestmq Kg{k},Hx,Wx/b64
      EVEX.F3.0F38.W1 27 /r        vptestnmq Kg{k},Hx,Wx/b64
      EVEX.66.0F38.W1 26 /r        vptestmw Kg{k},Hx,Wx
      EVEX.F3.0F38.W1 26 /r        vptestnmw Kg{k},Hx,Wx
      EVEX.66.0F38.W1 71 /r        vpshldvq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 73 /r        vpshrdvq Vx{kz},Hx,Wx/b64
      EVEX.F3.0F38.W1 28 /r r      vpmovm2w Vx,Kr
      EVEX.F3.0F38.W1 38 /r r      vpmovm2q Vx,Kr
      EVEX.F3.0F38.W1 29 /r r      vpmovw2m Kg,Ux
      EVEX.F3.0F38.W1 39 /r r      vpmovq2m Kg,Ux
      EVEX.66.0F38.W1 70 /r        vpshldvw Vx{kz},Hx,Wx
      EVEX.66.0F38.W1 72 /r        vpshrdvw Vx{kz},Hx,Wx
      EVEX.66.0F38.W0 8F /r        vpshufbitqmb Kg{k},Hx,Wx
      EVEX.66.0F38.W1 83 /r        vpmultishiftqb Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W0 50 /r        vpdpbusd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 51 /r        vpdpbusds Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 52 /r        vpdpwssd Vx{kz},Hx,Wx/b32
      EVEX.66.0F38.W0 53 /r        vpdpwssds Vx{kz},Hx,Wx/b32
      EVEX.F3.0F38.W0 52 /r        vdpbf16ps Vx{kz},Hx,Wx/b32
      EVEX.F2.0F38.W0 72 /r        vcvtne2ps2bf16 Vx{kz},Hx,Wx/b32
      EVEX.F3.0F38.W0 72 /r        vcvtneps2bf16 Vh{kz},Wx/b32  sized
      """;

  /// `EVEX.0F38 90` to `FF`.
  static final String UPPER =
      """
      EVEX.66.0F38.W0 90 /r m    vpgatherdd Vx{k},Sx.d            vsib gather
      EVEX.66.0F38.W0 A0 /r m    vpscatterdd Sx.d{k},Vx           vsib scatter
      EVEX.66.0F38.W0 91 /r m    vpgatherqd Vh{k},Sx.d            vsib gather
      EVEX.66.0F38.W0 A1 /r m    vpscatterqd Sx.d{k},Vh           vsib scatter
      EVEX.66.0F38.W0 92 /r m    vgatherdps Vx{k},Sx.d            vsib gather
      EVEX.66.0F38.W0 A2 /r m    vscatterdps Sx.d{k},Vx           vsib scatter
      EVEX.66.0F38.W0 93 /r m    vgatherqps Vh{k},Sx.d            vsib gather
      EVEX.66.0F38.W0 A3 /r m    vscatterqps Sx.d{k},Vh           vsib scatter
      EVEX.66.0F38.W1 90 /r m    vpgatherdq Vx{k},Sh.q            vsib gather
      EVEX.66.0F38.W1 A0 /r m    vpscatterdq Sh.q{k},Vx           vsib scatter
      EVEX.66.0F38.W1 91 /r m    vpgatherqq Vx{k},Sx.q            vsib gather
      EVEX.66.0F38.W1 A1 /r m    vpscatterqq Sx.q{k},Vx           vsib scatter
      EVEX.66.0F38.W1 92 /r m    vgatherdpd Vx{k},Sh.q            vsib gather
      EVEX.66.0F38.W1 A2 /r m    vscatterdpd Sh.q{k},Vx           vsib scatter
      EVEX.66.0F38.W1 93 /r m    vgatherqpd Vx{k},Sx.q            vsib gather
      EVEX.66.0F38.W1 A3 /r m    vscatterqpd Sx.q{k},Vx           vsib scatter
      EVEX.66.0F38.W0 96 /r      vfmaddsub132ps Vx{kz},Hx,Wx/b32  er
      EVEX.66.0F38.W1 96 /r      vfmaddsub132pd Vx{kz},Hx,Wx/b64  er
      EVEX.66.0F38.W0 97 /r      vfmsubadd132ps Vx{kz},Hx,Wx/b32  er
      EVEX.66.0F38.W1 97 /r      vfmsubadd132pd Vx{kz},Hx,Wx/b64  er
      EVEX.66.0F38.W0 98 /r      vfmadd132ps Vx{kz},Hx,Wx/b32     er
      EVEX.LIG.66.0F38.W0 99 /r  vfmadd132ss Vo{kz},Ho,Wd         er
      EVEX.66.0F38.W1 98 /r      vfmadd132pd Vx{kz},Hx,Wx/b64     er
      EVEX.LIG.66.0F38.W1 99 /r  vfmadd132sd Vo{kz},Ho,Wq         er
      EVEX.66.0F38.W0 9A /r      vfmsub132ps Vx{kz},Hx,Wx/b32     er
      EVEX.LIG.66.0F38.W0 9B /r  vfmsub132ss Vo{kz},Ho,Wd         er
      EVEX.66.0F38.W1 9A /r      vfmsub132pd Vx{kz},Hx,Wx/b64     er
      EVEX.LIG.66.0F38.W1 9B /r  vfmsub132sd Vo{kz},Ho,Wq         er
      EVEX.66.0F38.W0 9C /r      vfnmadd132ps Vx{kz},Hx,Wx/b32    er
      EVEX.LIG.66.0F38.W0 9D /r  vfnmadd132ss Vo{kz},Ho,Wd        er
      EVEX.66.0F38.W1 9C /r      vfnmadd132pd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.66.0F38.W1 9D /r  vfnmadd132sd Vo{kz},Ho,Wq        er
      EVEX.66.0F38.W0 9E /r      vfnmsub132ps Vx{kz},Hx,Wx/b32    er
      EVEX.LIG.66.0F38.W0 9F /r  vfnmsub132ss Vo{kz},Ho,Wd        er
      EVEX.66.0F38.W1 9E /r      vfnmsub132pd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.66.0F38.W1 9F /r  vfnmsub132sd Vo{kz},Ho,Wq        er
      EVEX.66.0F38.W0 A6 /r      vfmaddsub213ps Vx{kz},Hx,Wx/b32  er
      EVEX.66.0F38.W1 A6 /r      vfmaddsub213pd Vx{kz},Hx,Wx/b64  er
      EVEX.66.0F38.W0 A7 /r      vfmsubadd213ps Vx{kz},Hx,Wx/b32  er
      EVEX.66.0F38.W1 A7 /r      vfmsubadd213pd Vx{kz},Hx,Wx/b64  er
      EVEX.66.0F38.W0 A8 /r      vfmadd213ps Vx{kz},Hx,Wx/b32     er
      EVEX.LIG.66.0F38.W0 A9 /r  vfmadd213ss Vo{kz},Ho,Wd         er
      EVEX.66.0F38.W1 A8 /r      vfmadd213pd Vx{kz},Hx,Wx/b64     er
      EVEX.LIG.66.0F38.W1 A9 /r  vfmadd213sd Vo{kz},Ho,Wq         er
      EVEX.66.0F38.W0 AA /r      vfmsub213ps Vx{kz},Hx,Wx/b32     er
      EVEX.LIG.66.0F38.W0 AB /r  vfmsub213ss Vo{kz},Ho,Wd         er
      EVEX.66.0F38.W1 AA /r      vfmsub213pd Vx{kz},Hx,Wx/b64     er
      EVEX.LIG.66.0F38.W1 AB /r  vfmsub213sd Vo{kz},Ho,Wq         er
      EVEX.66.0F38.W0 AC /r      vfnmadd213ps Vx{kz},Hx,Wx/b32    er
      EVEX.LIG.66.0F38.W0 AD /r  vfnmadd213ss Vo{kz},Ho,Wd        er
      EVEX.66.0F38.W1 AC /r      vfnmadd213pd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.66.0F38.W1 AD /r  vfnmadd213sd Vo{kz},Ho,Wq        er
      EVEX.66.0F38.W0 AE /r      vfnmsub213ps Vx{kz},Hx,Wx/b32    er
      EVEX.LIG.66.0F38.W0 AF /r  vfnmsub213ss Vo{kz},Ho,Wd        er
      EVEX.66.0F38.W1 AE /r      vfnmsub213pd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.66.0F38.W1 AF /r  vfnmsub213sd Vo{kz},Ho,Wq        er
      EVEX.66.0F38.W0 B6 /r      vfmaddsub231ps Vx{kz},Hx,Wx/b32  er
      EVEX.66.0F38.W1 B6 /r      vfmaddsub231pd Vx{kz},Hx,Wx/b64  er
      EVEX.66.0F38.W0 B7 /r      vfmsubadd231ps Vx{kz},Hx,Wx/b32  er
      EVEX.66.0F38.W1 B7 /r      vfmsubadd231pd Vx{kz},Hx,Wx/b64  er
      EVEX.66.0F38.W0 B8 /r      vfmadd231ps Vx{kz},Hx,Wx/b32     er
      EVEX.LIG.66.0F38.W0 B9 /r  vfmadd231ss Vo{kz},Ho,Wd         er
      EVEX.66.0F38.W1 B8 /r      vfmadd231pd Vx{kz},Hx,Wx/b64     er
      EVEX.LIG.66.0F38.W1 B9 /r  vfmadd231sd Vo{kz},Ho,Wq         er
      EVEX.66.0F38.W0 BA /r      vfmsub231ps Vx{kz},Hx,Wx/b32     er
      EVEX.LIG.66.0F38.W0 BB /r  vfmsub231ss Vo{kz},Ho,Wd         er
      EVEX.66.0F38.W1 BA /r      vfmsub231pd Vx{kz},Hx,Wx/b64     er
      EVEX.LIG.66.0F38.W1 BB /r  vfmsub231sd Vo{kz},Ho,Wq         er
      EVEX.66.0F38.W0 BC /r      vfnmadd231ps Vx{kz},Hx,Wx/b32    er
      EVEX.LIG.66.0F38.W0 BD /r  vfnmadd231ss Vo{kz},Ho,Wd        er
      EVEX.66.0F38.W1 BC /r      vfnmadd231pd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.66.0F38.W1 BD /r  vfnmadd231sd Vo{kz},Ho,Wq        er
      EVEX.66.0F38.W0 BE /r      vfnmsub231ps Vx{kz},Hx,Wx/b32    er
      EVEX.LIG.66.0F38.W0 BF /r  vfnmsub231ss Vo{kz},Ho,Wd        er
      EVEX.66.0F38.W1 BE /r      vfnmsub231pd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.66.0F38.W1 BF /r  vfnmsub231sd Vo{kz},Ho,Wq        er
      EVEX.66.0F38.W0 C4 /r      vpconflictd Vx{kz},Wx/b32
      EVEX.66.0F38.W1 C4 /r      vpconflictq Vx{kz},Wx/b64
      EVEX.66.0F38.W1 B4 /r      vpmadd52luq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38.W1 B5 /r      vpmadd52huq Vx{kz},Hx,Wx/b64
      EVEX.66.0F38 DC /r         vaesenc Vx,Hx,Wx
      EVEX.66.0F38 DD /r         vaesenclast Vx,Hx,Wx
      EVEX.66.0F38 DE /r         vaesdec Vx,Hx,Wx
      EVEX.66.0F38 DF /r         vaesdeclast Vx,Hx,Wx
      EVEX.66.0F38.W0 CF /r      vgf2p8mulb Vx{kz},Hx,Wx
      """;
}
