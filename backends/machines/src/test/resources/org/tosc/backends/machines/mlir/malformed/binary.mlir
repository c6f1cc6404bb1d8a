ELF
