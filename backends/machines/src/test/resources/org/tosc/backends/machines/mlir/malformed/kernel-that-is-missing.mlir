module {
  gpu.module @k {
    gpu.func @a() kernel {
      gpu.return
    }
  }
  func.func @f(%n: index) {
    gpu.launch_func @k::@b blocks in (%n, %n, %n) threads in (%n, %n, %n)
    return
  }
}
