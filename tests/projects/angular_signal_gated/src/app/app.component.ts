import { Component } from '@angular/core';
import { BannerComponent } from './banner.component';
import { ChatComponent } from './chat.component';
import { ConsentService } from './consent.service';

@Component({
  selector: 'app-root',
  standalone: true,
  imports: [BannerComponent, ChatComponent],
  templateUrl: './app.component.html',
})
export class AppComponent {
  constructor(public consent: ConsentService) {}
}
